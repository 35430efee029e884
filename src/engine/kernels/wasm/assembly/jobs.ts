/** The jobs that are shared out among threads, by number: a function has no address that all threads would agree on. */
import { causalDrawChunk } from "./causalDraw";
import { adamChunk, bernoulliNllChunk, biasActivationChunk, reluGradientChunk } from "./elementwise";
import { convBackwardFilterChunk, convBackwardInputChunk, convForwardChunk } from "./conv";
import { gateChunk, gateGradientChunk } from "./gate";
import { multiplyChunk, packChunk } from "./gemm";

export const enum Job {
  Pack,
  Multiply,
  ConvForward,
  ConvBackwardFilter,
  ConvBackwardInput,
  Adam,
  BernoulliNll,
  BiasActivation,
  ReluGradient,
  CausalDraw,
  Gate,
  GateGradient,
}

/** Computes one chunk of a job whose arguments are on the board. */
export function perform(job: i32, chunk: i32): void {
  switch (job) {
    case Job.Pack:
      return packChunk(chunk);
    case Job.Multiply:
      return multiplyChunk(chunk);
    case Job.ConvForward:
      return convForwardChunk(chunk);
    case Job.ConvBackwardFilter:
      return convBackwardFilterChunk(chunk);
    case Job.ConvBackwardInput:
      return convBackwardInputChunk(chunk);
    case Job.Adam:
      return adamChunk(chunk);
    case Job.BernoulliNll:
      return bernoulliNllChunk(chunk);
    case Job.BiasActivation:
      return biasActivationChunk(chunk);
    case Job.ReluGradient:
      return reluGradientChunk(chunk);
    case Job.CausalDraw:
      return causalDrawChunk(chunk);
    case Job.Gate:
      return gateChunk(chunk);
    case Job.GateGradient:
      return gateGradientChunk(chunk);
  }
}

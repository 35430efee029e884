import type { Translated } from "../roomTexts";
import type { en } from "./en";

export const ko: Translated<typeof en> = {
  waiting: "두 번째 실행을 준비하는 중…",
  preparing: "두 번째 실행을 위해 GPU를 준비하는 중… {percent}%",
  together: "둘 다 스텝 {step}: 같은 시드, 같은 배치로 한 스텝씩 나란히 학습합니다",
  catchingUp: "따라잡는 중: {of}스텝 중 {step}스텝, {seconds}초 남음. 첫 번째 실행이 기다립니다.",
  catchingUpSoon: "따라잡는 중: {of}스텝 중 {step}스텝. 첫 번째 실행이 기다립니다.",
  end: "끝내기",
  alone: "두 번째 실행이 끝났습니다. 첫 번째 실행만 제 속도로 학습합니다.",
  start: "나란히 학습하기",
  diverged: "스텝 {step}에서 두 번째 실행의 손실이 더 이상 숫자가 아닙니다. 학습률을 줄여 보세요.",
  outOfMemory: "두 실행에 쓸 메모리가 모자랍니다. 배치 크기나 은닉층 너비를 줄여 보세요.",
  failed: "두 번째 실행이 예기치 않게 멈췄습니다({detail}).",
  again: "다시 시도",
};

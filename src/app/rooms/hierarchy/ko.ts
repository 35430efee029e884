import type { Translated } from "../roomTexts";
import type { en } from "./en";

export const ko: Translated<typeof en> = {
  views: "볼 것",
  levels: "계층",
  swap: "바꾸기",
  draw: "뽑기",
  statement: {
    levels:
      "계층마다 맡은 몫이 있습니다. 성긴 격자는 전체를, 촘촘한 격자는 세부를 말합니다. 디코더에는 둘 다 필요합니다.",
    swap: "한 이미지의 성긴 코드와 다른 이미지의 촘촘한 코드를 합쳐 보세요. 무엇이 어느 계층에서 올까요?",
    draw: "샘플링은 위에서 아래로 진행됩니다. 먼저 성긴 코드, 그것을 조건으로 촘촘한 코드, 마지막으로 디코더입니다.",
  },
  waiting: "모델을 기다리는 중…",
  x: "x",
  both: "모든 계층: x̂",
  only: "{height}×{width}만",
  grid: "{height}×{width} 격자의 코드. 같은 색은 같은 코드입니다",
  cell: "{row}행 {column}열: 코드 {code}",
  table: "평가용 이미지 {samples}장에서 각 계층의 값어치",
  level: "계층",
  bits: "비트",
  used: "쓰이는 코드",
  alone: "혼자일 때 PSNR",
  scrambled: "뒤섞었을 때 PSNR",
  all: "모두",
  tableHint:
    "혼자: 다른 계층은 코드의 평균을 씁니다. 뒤섞음: 그 계층의 코드를 모든 이미지의 모든 칸 사이에서 섞습니다.",
  lockHint: "한 계층을 멈춰 두면 나머지만 계속 학습합니다. 멈춘 계층이 말하지 않는 것은 나머지가 맡습니다.",
  first: "A",
  second: "B",
  another: "다른 B",
  topOf: "{image}의 {height}×{width}",
  needsPrior:
    "사전 분포가 있어야 뽑을 수 있습니다. 먼저 성긴 코드의 사전 분포, 다음은 그것을 조건으로 한 촘촘한 코드의 사전 분포입니다.",
  toPriors: "사전 분포 학습하기",
  below: "{height}×{width} 격자의 사전 분포 학습하기",
  needsTop: "위 격자의 사전 분포가 없습니다. 그 단계로 가서 학습한 뒤 돌아오세요.",
  again: "다시 뽑기",
  cancel: "취소",
  drawing: "뽑는 중: {percent} %",
  stage: "{height}×{width} 뽑음, {ms} ms",
  rest: "더 촘촘한 계층은 아직 코드의 평균입니다",
  samples: "{height}×{width} 격자를 뽑은 뒤의 샘플",
  attention: "칸이 주목하는 곳",
  attentionHint: "첫 샘플의 성긴 코드에서 칸을 가리켜 보세요. 막대는 어텐션이 앞선 칸을 각각 얼마나 보는지 나타냅니다.",
  noAttention:
    "이 사전 분포에는 어텐션이 없습니다. 성긴 격자의 사전 분포에서 스택을 “어텐션이 있는 한 스택”으로 골라 보세요.",
  layer: "{layer}번째 층",
};

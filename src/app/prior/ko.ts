import type { Translated } from "../rooms/roomTexts";
import type { en } from "./en";

export const ko: Translated<typeof en> = {
  statement: {
    pixels:
      "여기서는 이미지를 코드로 바꿨다가 되돌리지 않습니다. 사전 분포는 이미지마다 확률을 매기고, 값을 하나씩 뽑아 새 이미지를 만듭니다.",
    codes:
      "오토 인코더는 멈춰 있습니다. 사전 분포는 코드 격자마다 확률을 매기고, 코드를 하나씩 뽑아 새 격자를 만든 다음 디코딩합니다.",
  },
  formula: "log p(x)는 값 {numbers}개 각각의, 앞선 값들이 주어졌을 때의 log p를 더한 것입니다",
  given: "c는 더 성긴 격자의 코드입니다. 그 코드의 값은 그쪽 사전 분포가 말하고, 여기의 수는 거기에 더해집니다.",
  uniform: "균등하게 뽑은 것",
  uniformHint: "옆에 무엇이 있든 {levels}가지 값 중 하나",
  learned: "사전 분포에서 뽑은 것",
  learnedHint: "{step}스텝의 모델",
  learnedByClass: "사전 분포에서 뽑은 것, 클래스마다 한 줄",
  real: "실제 평가용 이미지",
  realHint: "학습에 쓰지 않은 이미지",
  images: "{what}: 이미지 {count}장",
  again: "다시 뽑기",
  temperature: "온도",
  temperatureHint:
    "softmax(logits / T)의 T. 1보다 작으면 잘 나오는 값이 더 잘 나오고, 0이면 가장 확률이 높은 값만 뽑습니다",
  class: "클래스",
  every: "모든 클래스",
  drawing: "뽑는 중… {percent}%",
  cancel: "취소",
  untrained:
    "아직 아무것도 배우지 않아 모든 값의 확률이 거의 같습니다. 그래서 뽑은 이미지가 균등하게 뽑은 것과 비슷합니다. 재생을 누르세요.",
  stale:
    "사전 분포가 코드를 배운 뒤 오토 인코더가 바뀌었습니다. 코드의 뜻이 달라졌을 수 있으니 사전 분포를 새로 학습하세요.",
  couldBe: "가능한 이미지의 수",
  couldBeCodes: "가능한 코드 격자의 수",
  shows: "데이터가 보여 주는 것",
  among: "이만큼에서 고르게 고르기",
  amongHint:
    "평가용 이미지의 −log p(x)를 e의 지수로: 이만큼의 이미지에서 고르게 고를 때와 사전 분포가 똑같이 불확실합니다",
  sureness: "다음 값을 얼마나 확신할까요",
  perPixel: "픽셀당 nat",
  perColour: "색 값당 nat",
  perCode: "코드당 nat",
  even: "균등하게 뽑을 때, log {levels}",
  bits: "차원당 비트",
  bitsCode: "코드당 비트",
};

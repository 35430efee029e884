import type { Translated } from "../roomTexts";
import type { raceEn } from "./raceEn";

export const raceKo: Translated<typeof raceEn> = {
  title: "β 경주",
  statement:
    "같은 시드와 같은 배치로 학습하되 β만 다른 두 VAE입니다. β가 크면 KL은 작아지고 그만큼 복원이 나빠집니다. 두 β 모두 학습 중에 바로 바꿀 수 있습니다.",
  start: "경주 시작",
  end: "경주 끝내기",
  swap: "β 맞바꾸기",
  swapHint: "다음 스텝부터 서로의 β로 학습합니다",
  run: "{name}: β = {beta}",
  beta: "{name}의 β",
  exact: "{name}의 β, 정확한 값",
  reconstruction: "복원 오차 (nat)",
  kl: "KL (nat)",
  step: "스텝",
  empty: "첫 스텝부터 곡선이 그려집니다. 재생을 누르세요.",
  plane: "{name}의 잠재 평면. +와 −로 확대·축소, 0으로 맞춥니다.",
  bars: "{name}의 잠재 차원별 KL (nat)",
  strip: "평가용 데이터와 {name}의 복원 결과",
};

import type { Translated } from "../roomTexts";
import type { en } from "./en";

export const ko: Translated<typeof en> = {
  statement:
    "새 데이터 만들기: 사전 분포에서 z를 뽑아 디코딩합니다. 두 디코더가 같은 z를 받지만, 어떤 z가 와도 그럴듯하게 만들도록 학습한 것은 VAE뿐입니다.",
  formula: "z를 표준 정규 분포에서 뽑고, x̂는 그 z에 대한 디코더의 출력",
  again: "다시 뽑기",
  paint: "평면을 칠하는 기준",
  none: "없음",
  certainty: "확신",
  distance: "데이터와의 거리",
  certaintyHint: "픽셀마다 |2p − 1|의 평균: 디코더가 각 픽셀이 잉크인지 종이인지 얼마나 확신하는지",
  distanceHint: "디코딩한 결과가 학습 데이터 최대 2,000개 중 가장 가까운 것과 얼마나 떨어져 있는지",
  certaintyDarker: "진할수록 확신",
  distanceDarker: "진할수록 가까움",
  legend: "평면의 색: {bare}(칠하지 않음)부터 {full}(가장 진함)까지",
  planeHint:
    "사전 분포의 고리와, 뽑은 z를 작은 고리로 그린 잠재 평면. 화살표 키로 두 디코더가 디코딩할 자리를 옮기고(Shift는 크게), +와 −로 확대·축소, 0으로 맞춥니다.",
  here: "이 자리",
  decodedHere: "이 자리를 {model}로 디코딩한 결과",
  samples: "{model}의 표본",
  quality: {
    distance: "표본 → 가까운 데이터",
    distanceHint: "표본 {count}개에서 학습 데이터 최대 2,000개 중 가장 가까운 것까지의 평균 거리: 표본마다 그럴듯한지",
    coverage: "데이터 → 가까운 표본",
    coverageHint: "평가용 데이터에서 표본 {count}개 중 가장 가까운 것까지의 평균 거리: 데이터마다 비슷한 표본이 있는지",
    real: "실제 데이터 {value}",
  },
};

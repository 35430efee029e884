import { roomTexts } from "../roomTexts";
import { raceEn } from "./raceEn";
import { raceKo } from "./raceKo";

export const useRaceT = roomTexts(raceEn, raceKo);

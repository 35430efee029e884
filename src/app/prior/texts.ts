import { roomTexts } from "../rooms/roomTexts";
import { en } from "./en";
import { ko } from "./ko";

export const usePriorT = roomTexts(en, ko);

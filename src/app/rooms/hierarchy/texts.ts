import { roomTexts } from "../roomTexts";
import { en } from "./en";
import { ko } from "./ko";

export const useHierarchyT = roomTexts(en, ko);

import { ImportProblem } from "./importProblem";
import type { Bytes } from "./storedBytes";

/**
 * SHA-256 in lower-case hexadecimal.
 * Errors: ImportProblem "insecure" where the browser keeps its cryptography from pages that came without https.
 */
export async function sha256(bytes: Bytes, file: string): Promise<string> {
  if (!globalThis.crypto?.subtle) throw new ImportProblem(file, "insecure", {});
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

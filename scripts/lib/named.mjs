/**
 * What Playwright takes for "the files whose name contains this": it looks for a pattern in whole paths, in which a folder above
 * may have the name of a journey. A line may follow, as in `beta.spec.ts:21`; options stay what they are.
 */
export function fileNamed(argument) {
  if (argument.startsWith("-")) return argument;
  const [, name, line = ""] = /^(.*?)((?::\d+){1,2})?$/.exec(argument);
  return `${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}[^/\\\\]*$${line}`;
}

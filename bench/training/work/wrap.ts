/** Has a method tell of each of its calls, with what it was called on and what it gave back. */
export function wrap<This, Key extends string>(
  prototype: This & Record<Key, (...args: never[]) => unknown>,
  method: Key,
  tell: (self: This, result: unknown) => void,
): void {
  const original: (...args: never[]) => unknown = prototype[method];
  const told = function (this: This, ...args: never[]) {
    const result = original.apply(this, args);
    tell(this, result);
    return result;
  };
  Object.defineProperty(prototype, method, { value: told, configurable: true, writable: true });
}

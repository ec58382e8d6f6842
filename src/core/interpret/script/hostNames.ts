/** Parts of the host's library that only calculate. */
export const LIBRARY =
  /^(?:Math\.(?!random)\w+|Number\.\w+|String\.(?!raw)\w+|BigInt(?:\.\w+)?|Date\.(?:UTC|parse)|parse(?:Int|Float)|is(?:NaN|Finite)|(?:en|de)codeURI(?:Component)?|escape|unescape|atob|btoa|Buffer\.(?:from|alloc|concat|byteLength|compare)|\w+Array\.(?:from|of)|Intl\.\w+(?:\.supportedLocalesOf)?|(?:url\.)?URL(?:SearchParams)?(?:\.canParse)?|(?:util\.)?Text(?:En|De)coder|ArrayBuffer|DataView|\w+Array)$/;

/** Whether a name is that of a function that only calculates. */
export function isCalculated(name: string): boolean {
  return LIBRARY.test(name) && typeof libraryPart(name) === 'function';
}

export function libraryPart(name: string): unknown {
  return name.split('.').reduce<unknown>((of, part) => (of as Record<string, unknown> | undefined)?.[part], globalThis);
}

/** Whether the host's library has a name. */
export function isGlobal(name: string): boolean {
  return name in globalThis;
}

/** JUnit's console launcher or JUnit 4's text runner. */
export const JUNIT =
  /(?:^|[\\/])junit-platform-console-standalone[^\\/]*\.jar$|^org\.junit\.(?:platform\.console\.ConsoleLauncher|runner\.JUnitCore)$/;
/** Options of the launcher that select tests. */
export const SELECTS =
  /^(?:--?scan-class-?path|--?scan-modules)(?:$|=)|^--select-[\w-]+(?:$|=)|^-[mcpurfdoi]$|^--(?:include|exclude)-(?:method|class)name/;
/** The ones among them whose value is the next argument. */
export const SELECTS_NEXT =
  /^(?:--select-[\w-]+|-[mcpurfdoi]|--?scan-modules|--?scan-class-?path|--(?:include|exclude)-(?:method|class)name)$/;

/** `org.x.FooTest.bar`, `FooTest#bar`, `bar(org.x.FooTest)` → class and method. */
export function javaTest(name: string): { owner?: string; method: string } {
  const old = /^(?<method>[\w$]+)(?:\[.*\])?\((?<owner>[\w.$]+)\)$/.exec(name)?.groups;
  if (old) return { owner: old['owner'], method: old['method'] ?? '' };
  const [, owner, method = name] = /^([\w.$]+)[.#]([\w$]+)/.exec(name.replace(/[([{].*/s, '')) ?? [];
  return { owner, method };
}

/** Programs that git, or its wrapper, would start to ask or to show something. */
const HELPERS = /^(?:GIT_.*|SSH_ASKPASS|PAGER|LESSOPEN|LESSCLOSE|EDITOR|VISUAL)$/i;

/** The person's environment, in English, without anything that redirects git or names a program; never asks, never fetches. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !HELPERS.test(name));
  return {
    ...Object.fromEntries(kept),
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C.UTF-8',
    LANGUAGE: 'en',
  };
}

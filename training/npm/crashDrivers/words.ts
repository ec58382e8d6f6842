import type { CrashDriver } from '../crashDrivers';

/** Readers of people's words. */
export const WORDS_DRIVERS: readonly CrashDriver[] = [
  { package: 'string-width', inputs: 'words', calls: ['(library.default || library)(input);'] },
  {
    package: 'wrap-ansi',
    inputs: 'words',
    calls: ['(library.default || library)("\\u001b[31m" + input + "\\u001b[39m", 5, { hard: true, trim: false, wordWrap: false });'],
  },
  { package: 'slice-ansi', inputs: 'words', calls: ['(library.default || library)("\\u001b[31m" + input + "\\u001b[39m", 1, 5);'] },
  {
    package: 'cli-truncate',
    inputs: 'words',
    calls: [
      'var run = library.default || library; ["start", "middle", "end"].forEach(function (position) { run("\\u001b[31m" + input, 5, { position: position, preferTruncationOnSpace: true, space: true }); });',
    ],
  },
  {
    package: 'word-wrap',
    inputs: 'words',
    calls: ['library(input, { width: 5, indent: "\\t", trim: true, cut: true, escape: function (x) { return x; } });'],
  },
  { package: 'wordwrap', inputs: 'words', calls: ['library(2, 10)(input); library.hard(2, 5)(input);'] },
];

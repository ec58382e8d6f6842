import tseslint from 'typescript-eslint';

/**
 * One rule per layer: its forbidden imports. Bundling enforces the same borders: there, `vscode` is unknown to the CLI and the worker.
 * @param {string[]} files
 * @param {import('eslint').Linter.RulesRecord[string]} rule
 * @param {string[]} [ignores]
 */
const border = (files, rule, ignores = []) => ({ files, ignores, rules: { 'no-restricted-imports': rule } });

const noVsCode = { name: 'vscode', message: 'Only host/ and extension.ts know VS Code.' };

/**
 * @param {string[]} folders folders of src
 * @param {string} message
 */
const noFolders = (folders, message) => ({ regex: `^(\\.\\./)+(${folders.join('|')})(/|$)`, message });
const noNode = {
  regex: '^(node:|fs$|path$|os$|child_process$|worker_threads$|http$|https$)',
  message: 'core and webview run anywhere: ask for what you need through ports.ts.',
};

const outsideCore = [
  noNode,
  noFolders(['app', 'host', 'webview', 'node', 'providers', 'protocol', 'model', 'cli'], 'core imports nothing outside core.'),
];

/** Stations of the line, in order: each imports only from those before it. */
const stations = ['workspace', 'syntax', 'capture', 'context', 'suspects', 'prompt', 'hypotheses', 'experiments', 'investigation'];

/** @param {number} at index of a station */
const noLaterStation = (at) => ({
  regex: `^(\\.\\./)+(${stations.slice(at + 1).join('|') || 'none'})/`,
  message: `Stations import from left to right: ${stations.join(' → ')}.`,
});

/** Modules that open files themselves: for the gate; git's own folder; files that the extension ships or keeps; copies for experiments. */
const OPENS_FILES = [
  'src/node/disk/**',
  'src/node/git/{commitGuard,findGit,gitRepository,gitView,nestedRepositories}.ts',
  'src/node/{processGroup,runRecord}.ts',
  'src/node/{modelFiles,nodeGrammars,fixJournal,investigationFiles,ledgerFolder,probeFiles,storeLock,tokens/readTokenTable}.ts',
  'src/node/experiments/**',
  'src/cli/{experimentCommands,observeCommands}.ts',
  'src/host/**/{aboutModel,openSample,commandOutput,leftLogs}.ts',
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'out/',
      '.vscode-test/',
      '.sample/',
      'media/',
      'test/fixtures/',
      'test/host/workspace/',
      'training/out/',
      'bench/reading/programs/',
      'node_modules/',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // An async function without await implements an interface of promises with a value that is already there.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  border(['src/core/**'], ['error', { paths: [noVsCode], patterns: outsideCore }]),
  ...stations.map((station, at) =>
    border([`src/core/${station}/**`], ['error', { paths: [noVsCode], patterns: [...outsideCore, noLaterStation(at)] }]),
  ),
  border(
    ['src/app/**'],
    [
      'error',
      {
        paths: [noVsCode],
        patterns: [
          noNode,
          noFolders(['host', 'webview', 'node', 'providers', 'model', 'cli'], 'app asks the outside through app/ports.ts.'),
        ],
      },
    ],
  ),
  border(
    ['src/{node,providers,model}/**'],
    ['error', { paths: [noVsCode], patterns: [noFolders(['host', 'webview', 'cli'], 'Adapters import core, app/ports and protocol.')] }],
  ),
  border(
    ['src/protocol/**'],
    [
      'error',
      {
        paths: [noVsCode],
        patterns: [noNode, noFolders(['app', 'host', 'webview', 'node', 'providers', 'cli'], 'protocol imports types of core.')],
      },
    ],
  ),
  border(
    ['src/host/**', 'src/extension.ts'],
    ['error', { patterns: [noFolders(['webview', 'cli'], 'The host talks to the webview through protocol.')] }],
  ),
  border(
    ['src/{cli.ts,cli/**}'],
    ['error', { paths: [noVsCode], patterns: [noFolders(['host', 'webview'], 'The CLI runs without VS Code.')] }],
  ),
  border(
    ['src/webview/**'],
    [
      'error',
      {
        paths: [noVsCode],
        patterns: [noNode, noFolders(['app', 'host', 'node', 'providers', 'model', 'cli'], 'webview imports protocol and core/attention.')],
      },
    ],
  ),
  {
    // These run inside the person's program: CommonJS that any version of Node can run, with few known types.
    files: ['src/node/experiments/preload/*.cjs', 'bench/claims/tracers/*.cjs'],
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
    },
  },
  {
    // Every read from a workspace, and every write into it, passes the gate in node/disk.
    files: ['src/**'],
    ignores: OPENS_FILES,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(node:)?fs(/promises)?$',
              message: 'Files are opened by node/disk/diskGate.ts and what stands beside it (decision 18).',
            },
          ],
        },
      ],
    },
  },
  {
    // Tests and scripts print, and read loosely typed data.
    files: ['test/**', 'bench/**', 'realBugs/**', 'training/**', 'scripts/**', '*.mjs'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it', 'test'], package: 'node:test' }] },
      ],
    },
  },
);

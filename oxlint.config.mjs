/**
 * Modules that open files themselves: for the gate; git's own folder; files that the extension ships or keeps; copies for experiments.
 * Every other read from a workspace, and every write into it, passes the gate in node/disk.
 */
const OPENS_FILES = [
  'src/node/disk/**',
  'src/node/git/{commitGuard,findGit,gitRepository,gitView,nestedRepositories}.ts',
  'src/node/{outputPipes,processGroup,runRecord}.ts',
  'src/node/{modelFiles,nodeGrammars,fixJournal,investigationFiles,ledgerFolder,probeFiles,storeLock,tokens/readTokenTable}.ts',
  'src/node/experiments/**',
  'src/cli/{experimentCommands,observeCommands,useTerminalLanguage}.ts',
  'src/host/**/{aboutModel,openSample,commandOutput,leftLogs}.ts',
];
const noFiles = {
  regex: '^(node:)?fs(/promises)?$',
  message: 'Files are opened by node/disk/diskGate.ts and what stands beside it (decision 18).',
};
const noNode = {
  regex: '^(node:|fs$|path$|os$|child_process$|worker_threads$|http$|https$)',
  message: 'core and webview run anywhere: ask for what you need through ports.ts.',
};
const noVsCode = { name: 'vscode', message: 'Only host/ and extension.ts know VS Code.' };

/**
 * @param {string[]} folders folders of src
 * @param {string} message
 */
const noFolders = (folders, message) => ({ regex: `^(\\.\\./)+(${folders.join('|')})(/|$)`, message });

/** @typedef {{ regex: string, message: string }} Forbidden */

/**
 * The forbidden imports of a layer. Bundling enforces the same borders: there, `vscode` is unknown to the CLI and the worker.
 * @param {string[]} files
 * @param {{ patterns: Forbidden[], vscode?: true, opensFiles?: true }} rule
 */
const border = (files, { patterns, vscode, opensFiles }) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { paths: vscode ? [] : [noVsCode], patterns: opensFiles ? patterns : [...patterns, noFiles] }],
  },
});

const outsideCore = [
  noNode,
  noFolders(['app', 'host', 'webview', 'node', 'providers', 'protocol', 'model', 'cli'], 'core imports nothing outside core.'),
];
const outsideAdapters = [noFolders(['host', 'webview', 'cli'], 'Adapters import core, app/ports and protocol.')];
const outsideHost = [noFolders(['webview', 'cli'], 'The host talks to the webview through protocol.')];
const outsideCli = [noFolders(['host', 'webview'], 'The CLI runs without VS Code.')];

/** Stations of the line, in order: each imports only from those before it. */
const stations = [
  'workspace',
  'syntax',
  'flow',
  'interpret',
  'capture',
  'context',
  'suspects',
  'prompt',
  'hypotheses',
  'experiments',
  'investigation',
];

/** @param {number} at index of a station */
const noLaterStation = (at) => ({
  regex: `^(\\.\\./)+(${stations.slice(at + 1).join('|') || 'none'})/`,
  message: `Stations import from left to right: ${stations.join(' → ')}.`,
});

/** @param {string[]} names rules of typescript */
const off = (...names) => Object.fromEntries(names.map((name) => [`typescript/${name}`, 'off']));
const unsafe = ['no-unsafe-assignment', 'no-unsafe-member-access', 'no-unsafe-argument', 'no-unsafe-return', 'no-unsafe-call'];

/** @param {RegExp} folder */
const opensFiles = (folder) => OPENS_FILES.filter((files) => folder.test(files));

export default {
  plugins: ['typescript', 'import'],
  categories: { correctness: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  env: { builtin: true },
  ignorePatterns: ['media/', 'test/fixtures/', 'test/host/workspace/', 'training/out/', 'bench/reading/programs/'],
  rules: {
    // Patterns over terminals' texts name control characters, and these texts are spread by their code points.
    'no-control-regex': 'off',
    'typescript/no-misused-spread': 'off',
    // Groups of a pattern and parts of a list can be missing (noUncheckedIndexedAccess), which the rule does not see.
    'typescript/no-useless-default-assignment': 'off',
    'typescript/require-array-sort-compare': 'off',
    'no-array-constructor': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'prefer-rest-params': 'error',
    'prefer-spread': 'error',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    eqeqeq: 'error',
    'no-console': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'typescript/ban-ts-comment': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-empty-object-type': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-namespace': 'error',
    'typescript/no-require-imports': 'error',
    'typescript/no-unnecessary-type-assertion': 'error',
    'typescript/no-unnecessary-type-constraint': 'error',
    ...Object.fromEntries(unsafe.map((name) => [`typescript/${name}`, 'error'])),
    'typescript/no-unsafe-enum-comparison': 'error',
    'typescript/no-unsafe-function-type': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    'typescript/restrict-plus-operands': 'error',
    'typescript/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  },
  overrides: [
    border(['src/**'], { patterns: [], vscode: true }),
    border(['src/core/**'], { patterns: outsideCore }),
    ...stations.map((station, at) => border([`src/core/${station}/**`], { patterns: [...outsideCore, noLaterStation(at)] })),
    border(['src/app/**'], {
      patterns: [noNode, noFolders(['host', 'webview', 'node', 'providers', 'model', 'cli'], 'app asks the outside through app/ports.ts.')],
    }),
    border(['src/{node,providers,model}/**'], { patterns: outsideAdapters }),
    border(opensFiles(/^src\/node\//), { patterns: outsideAdapters, opensFiles: true }),
    border(['src/protocol/**'], {
      patterns: [noNode, noFolders(['app', 'host', 'webview', 'node', 'providers', 'cli'], 'protocol imports types of core.')],
    }),
    border(['src/host/**', 'src/extension.ts'], { patterns: outsideHost, vscode: true }),
    border(opensFiles(/^src\/host\//), { patterns: outsideHost, vscode: true, opensFiles: true }),
    border(['src/{cli.ts,cli/**}'], { patterns: outsideCli }),
    border(opensFiles(/^src\/cli\//), { patterns: outsideCli, opensFiles: true }),
    border(['src/webview/**'], {
      patterns: [noNode, noFolders(['app', 'host', 'node', 'providers', 'model', 'cli'], 'webview imports protocol and core/attention.')],
    }),
    {
      // These run inside the person's program: CommonJS that any version of Node can run, with few known types.
      files: ['src/node/experiments/preload/*.cjs', 'bench/claims/tracers/*.cjs'],
      rules: off(...unsafe, 'no-require-imports', 'unbound-method', 'prefer-promise-reject-errors'),
    },
    {
      // Mocha takes a reporter by `require`.
      files: ['test/support/*.cjs'],
      rules: off('no-require-imports'),
    },
    {
      // Tests and scripts print, and read loosely typed data.
      files: ['test/**', 'bench/**', 'realBugs/**', 'training/**', 'scripts/**', '*.mjs'],
      rules: {
        'no-console': 'off',
        ...off(...unsafe),
        'typescript/no-floating-promises': [
          'error',
          { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it', 'test'], package: 'node:test' }] },
        ],
      },
    },
  ],
};

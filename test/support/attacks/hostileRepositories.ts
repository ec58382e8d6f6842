import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GitRepository, TempFolder } from '../gitRepository';

/** A folder that tries to run a program, or to block whoever inspects it. */
export interface HostileRepository {
  name: string;
  /** Which method it uses. */
  kind: 'configuration' | 'filter' | 'attributes' | 'hook' | 'submodule' | 'layout' | 'fetch' | 'stall';
  /** Changes a repository that has one committed file with a change; see {@link HostileBuilder}. */
  build(place: HostileBuilder): void;
}

const PROGRAM = 'evil.sh';

/** Tools for the attacks. Every program they name writes a line to a file. */
export class HostileBuilder {
  constructor(
    readonly path: string,
    private readonly marker: string,
  ) {}

  /** Absolute path of a program that records its run and passes its input on. */
  get program(): string {
    return join(this.path, PROGRAM);
  }

  get shellCommand(): string {
    return `sh -c 'echo ran >> "${this.marker}"; cat'`;
  }

  write(file: string, text: string): void {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    writeFileSync(path, text);
  }

  append(file: string, text: string): void {
    const path = join(this.path, file);
    this.write(file, `${existsSync(path) ? readFileSync(path, 'utf8') : ''}${text}`);
  }

  /** Writes the program and makes it executable. */
  plant(file = PROGRAM): void {
    this.write(file, `#!/bin/sh\necho ran >> "${this.marker}"\ncat\n`);
    chmodSync(join(this.path, file), 0o755);
  }

  link(target: string, file: string): void {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true, recursive: true });
    symlinkSync(target, path);
  }

  pipe(file: string): void {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true, recursive: true });
    execFileSync('mkfifo', [path]);
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.path, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: CLEAN });
  }

  /** A section of the repository's own configuration. */
  configure(section: string, subsection: string | undefined, entries: Record<string, string>, file = '.git/config'): void {
    this.append(file, configSection(section, subsection, entries));
  }
}

const CLEAN = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

function configSection(section: string, subsection: string | undefined, entries: Record<string, string>): string {
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const head = subsection === undefined ? `[${section}]` : `[${section} ${quoted(subsection)}]`;
  const lines = Object.entries(entries).map(([name, value]) => `\t${name} = ${quoted(value)}`);
  return `${head}\n${lines.join('\n')}\n`;
}

/** Settings that name a program, as git 2.47 documents them. `drv` is a driver that an attribute names. */
const PROGRAM_KEYS = [
  'core.fsmonitor',
  'core.pager',
  'core.editor',
  'core.askPass',
  'core.sshCommand',
  'core.gitProxy',
  'core.alternateRefsCommand',
  'credential.helper',
  'diff.external',
  'diff.drv.command',
  'diff.drv.textconv',
  'filter.drv.clean',
  'filter.drv.smudge',
  'filter.drv.process',
  'merge.drv.driver',
  'gpg.program',
  'gpg.ssh.program',
  'gpg.x509.program',
  'gpg.ssh.defaultKeyCommand',
  'interactive.diffFilter',
  'sequence.editor',
  'pager.diff',
  'pager.log',
  'pager.ls-files',
  'pager.config',
  'alias.diff',
  'alias.ls-files',
  'alias.rev-parse',
  'uploadpack.packObjectsHook',
  'receive.procReceiveRefs',
  'remote.origin.uploadpack',
  'remote.origin.receivepack',
  'remote.origin.vcs',
  'trailer.x.command',
  'trailer.x.cmd',
  'submodule.vendored.update',
  'browser.x.cmd',
  'difftool.x.cmd',
  'mergetool.x.cmd',
  'man.x.cmd',
  'tar.x.command',
  'guitool.x.cmd',
  'sendemail.smtpServer',
  'url.ext::sh.insteadOf',
  'trace2.eventTarget',
  'init.templateDir',
] as const;

/** Names of a filter that have been, or could be, misread in a command line, a pattern or a list. */
const ODD_NAMES = [
  'e=vil',
  'e==vil=',
  '=',
  'e\u2028vil',
  'e\u2029vil',
  'e\u0085vil',
  'e\u00a0vil',
  'e\ufeffvil',
  'e\u200bvil',
  'e.vil',
  '.clean',
  'clean',
  'required',
  'ÉVIL',
  '邪悪',
  '😈',
  'e\\vil',
  'e/../vil',
  '-c',
  '--no-ext-diff',
  "e'vil",
  'e]vil',
  'e[vil',
  'e#vil',
  'e$(id)vil',
  'e%s',
  'x'.repeat(300),
  'toString',
  '__proto__',
];

function split(key: string): [string, string | undefined, string] {
  const first = key.indexOf('.');
  const last = key.lastIndexOf('.');
  return [key.slice(0, first), first === last ? undefined : key.slice(first + 1, last), key.slice(last + 1)];
}

const EVERY_FILE = '* filter=drv diff=drv merge=drv\n';

function withDrivers(place: HostileBuilder): void {
  place.plant();
  place.write('.gitattributes', EVERY_FILE);
}

const configuration: HostileRepository[] = PROGRAM_KEYS.flatMap((key) => {
  const [section, subsection, name] = split(key);
  const forms: [string, (place: HostileBuilder) => string][] = [
    ['a path', (place) => place.program],
    ['a shell command', (place) => (key.startsWith('alias.') ? `!${place.shellCommand}` : place.shellCommand)],
  ];
  return forms.map(([form, value]) => ({
    name: `${key} is ${form}`,
    kind: 'configuration' as const,
    build(place: HostileBuilder) {
      withDrivers(place);
      if (key.startsWith('gpg.')) place.configure('log', undefined, { showSignature: 'true' });
      place.configure(section, subsection, { [name]: value(place) });
    },
  }));
});

const includes: HostileRepository[] = [
  ['include', undefined, 'path'],
  ['includeIf', 'gitdir:/', 'path'],
  ['includeIf', 'gitdir/i:**/.GIT', 'path'],
  ['includeIf', 'onbranch:**', 'path'],
  ['includeIf', 'hasconfig:remote.*.url:**', 'path'],
].map(([section, condition, name]) => ({
  name: `a filter and a monitor by ${section} ${condition ?? ''}`.trim(),
  kind: 'configuration' as const,
  build(place: HostileBuilder) {
    withDrivers(place);
    place.configure('filter', 'drv', { clean: place.program }, 'more.config');
    place.configure('core', undefined, { fsmonitor: place.program }, 'more.config');
    place.configure('remote', 'origin', { url: 'https://example.com/x' });
    place.configure(section ?? '', condition, { [name ?? '']: '../more.config' });
  },
}));

const filters: HostileRepository[] = ODD_NAMES.flatMap((odd) =>
  ['clean', 'process'].map((way) => ({
    name: `filter ${JSON.stringify(odd.slice(0, 20))} ${way}`,
    kind: 'filter' as const,
    build(place: HostileBuilder) {
      place.plant();
      place.write('.gitattributes', `* filter=${odd}\n`);
      place.configure('filter', odd, { [way]: place.program, required: 'true' });
    },
  })),
);

const attributes: HostileRepository[] = [
  { name: 'attributes of the git folder', file: '.git/info/attributes' },
  { name: 'attributes by core.attributesFile', file: 'attributes', setting: true },
  { name: 'attributes of a folder', file: 'src/.gitattributes' },
].map(({ name, file, setting }) => ({
  name,
  kind: 'attributes' as const,
  build(place: HostileBuilder) {
    place.plant();
    place.write(file, EVERY_FILE);
    if (setting) place.configure('core', undefined, { attributesFile: join(place.path, file) });
    place.configure('filter', 'drv', { clean: place.program });
    place.configure('diff', 'drv', { command: place.program, textconv: place.program });
  },
}));

const HOOKS = [
  'fsmonitor-watchman',
  'post-checkout',
  'post-index-change',
  'post-merge',
  'post-rewrite',
  'pre-auto-gc',
  'pre-commit',
  'query-watchman',
  'reference-transaction',
  'update',
];

const hooks: HostileRepository[] = [
  {
    name: 'every hook',
    kind: 'hook',
    build(place) {
      for (const hook of HOOKS) place.plant(`.git/hooks/${hook}`);
    },
  },
  {
    name: 'hooks by core.hooksPath',
    kind: 'hook',
    build(place) {
      for (const hook of HOOKS) place.plant(`hooks/${hook}`);
      place.configure('core', undefined, { hooksPath: join(place.path, 'hooks'), fsmonitor: 'true' });
    },
  },
  {
    name: 'the monitor as a hook of the git folder',
    kind: 'hook',
    build(place) {
      place.plant('.git/hooks/fsmonitor-watchman');
      place.configure('core', undefined, { fsmonitor: '.git/hooks/fsmonitor-watchman', fsmonitorHookVersion: '2' });
    },
  },
  {
    name: 'a stale index and a hook that follows its writing',
    kind: 'hook',
    build(place) {
      place.plant('.git/hooks/post-index-change');
      place.write('a.ts', readFileSync(join(place.path, 'a.ts'), 'utf8'));
    },
  },
];

/** A nested repository in the folder `vendored`, as a checked-out submodule, whose own settings are hostile. */
function nest(place: HostileBuilder, entries: (inner: HostileBuilder) => void, ignore?: string): void {
  place.plant();
  const folder = join(place.path, 'vendored');
  mkdirSync(folder);
  cpSync(join(place.path, '.git'), join(folder, '.git'), { recursive: true });
  writeFileSync(join(folder, 'a.ts'), 'one\ntwo\nchanged\n');
  const inner = new HostileBuilder(folder, join(place.path, '..', 'unused'));
  entries(inner);
  const hash = place.git('rev-parse', 'HEAD').trim();
  place.git('update-index', '--add', '--cacheinfo', `160000,${hash},vendored`);
  place.write(
    '.gitmodules',
    `[submodule "vendored"]\n\tpath = vendored\n\turl = ./vendored\n${ignore ? `\tignore = ${ignore}\n` : ''}\tupdate = !${place.program}\n`,
  );
}

const submodules: HostileRepository[] = ['none', 'untracked', 'dirty', undefined].flatMap((ignore) =>
  (['core.fsmonitor', 'filter.drv.clean', 'diff.external'] as const).map((key) => ({
    name: `a submodule (ignore = ${ignore ?? 'absent'}) with ${key}`,
    kind: 'submodule' as const,
    build(place: HostileBuilder) {
      const [section, subsection, name] = split(key);
      nest(
        place,
        (inner) => {
          inner.write('.gitattributes', EVERY_FILE);
          inner.configure(section, subsection, { [name]: place.program });
        },
        ignore,
      );
    },
  })),
);

const layouts: HostileRepository[] = [
  {
    name: 'a bare repository as the folder itself',
    kind: 'layout',
    build(place) {
      place.plant();
      place.configure('core', undefined, { fsmonitor: place.program, bare: 'false', worktree: place.path });
      for (const name of readdirSync(join(place.path, '.git'))) {
        cpSync(join(place.path, '.git', name), join(place.path, name), { recursive: true });
      }
      rmSync(join(place.path, '.git'), { recursive: true });
    },
  },
  {
    name: 'a .git file that points to another folder of the delivery',
    kind: 'layout',
    build(place) {
      withDrivers(place);
      place.configure('core', undefined, { fsmonitor: place.program });
      place.configure('filter', 'drv', { clean: place.program });
      cpSync(join(place.path, '.git'), join(place.path, 'store'), { recursive: true });
      rmSync(join(place.path, '.git'), { recursive: true });
      place.write('.git', 'gitdir: store\n');
    },
  },
  {
    name: 'a git folder that shares another one with commondir',
    kind: 'layout',
    build(place) {
      withDrivers(place);
      place.configure('core', undefined, { fsmonitor: place.program });
      cpSync(join(place.path, '.git'), join(place.path, 'store'), { recursive: true });
      place.write('.git/commondir', '../store\n');
      rmSync(join(place.path, '.git', 'config'));
    },
  },
  {
    name: 'a linked working tree with settings of its own',
    kind: 'layout',
    build(place) {
      withDrivers(place);
      place.configure('core', undefined, { repositoryFormatVersion: '1' });
      place.configure('extensions', undefined, { worktreeConfig: 'true' });
      place.configure('core', undefined, { fsmonitor: place.program }, '.git/config.worktree');
      place.configure('filter', 'drv', { clean: place.program }, '.git/config.worktree');
    },
  },
  {
    name: 'a monitor written by an extension of the format',
    kind: 'layout',
    build(place) {
      withDrivers(place);
      place.configure('core', undefined, { repositoryFormatVersion: '1', fsmonitor: place.program });
      place.configure('extensions', undefined, { noop: 'true', preciousObjects: 'true' });
    },
  },
  {
    name: 'core.worktree that leads elsewhere',
    kind: 'layout',
    build(place) {
      withDrivers(place);
      place.configure('core', undefined, { worktree: '/', fsmonitor: place.program });
    },
  },
  {
    name: 'a configuration whose first line is cut and then goes on',
    kind: 'layout',
    build(place) {
      withDrivers(place);
      place.append('.git/config', `[core] ; x\\\n[filter "drv"]\n\tclean = ${place.program}\n[core]\n\tFSMONITOR = ${place.program}\r\n`);
    },
  },
];

const fetches: HostileRepository[] = (['ext::', 'file', 'ssh'] as const).flatMap((transport) =>
  ['extensions.partialClone', 'remote.origin.promisor'].map((way) => ({
    name: `a missing object that is fetched over ${transport} (${way})`,
    kind: 'fetch' as const,
    build(place: HostileBuilder) {
      place.plant();
      const url = { 'ext::': `ext::${place.program} x`, file: place.path, ssh: 'ssh://example.invalid/x' }[transport];
      place.configure('protocol', undefined, { allow: 'always' });
      place.configure('protocol', 'ext', { allow: 'always' });
      place.configure('core', undefined, { repositoryFormatVersion: '1', sshCommand: place.program });
      place.configure('remote', 'origin', { url, promisor: 'true', partialclonefilter: 'blob:none', uploadpack: place.program });
      if (way.startsWith('extensions')) place.configure('extensions', undefined, { partialClone: 'origin' });
      const blob = place.git('rev-parse', 'HEAD:a.ts').trim();
      rmSync(join(place.path, '.git', 'objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    },
  })),
);

/** Files that git, or we, would wait for or read without end. */
const stalls: HostileRepository[] = [
  ...[
    '.git/index',
    '.git/config',
    '.git/HEAD',
    '.git/packed-refs',
    '.git/shallow',
    '.git/info/exclude',
    '.git/objects/info/alternates',
  ].flatMap((file): HostileRepository[] => [
    { name: `${file} is a pipe`, kind: 'stall', build: (place) => place.pipe(file) },
    { name: `${file} is /dev/zero`, kind: 'stall', build: (place) => place.link('/dev/zero', file) },
  ]),
  ...['.gitignore', '.gitattributes', '.gitmodules', '.mailmap', 'a.ts', 'new.ts'].flatMap((file): HostileRepository[] => [
    { name: `${file} is a pipe`, kind: 'stall', build: (place) => place.pipe(file) },
    { name: `${file} is /dev/zero`, kind: 'stall', build: (place) => place.link('/dev/zero', file) },
  ]),
  {
    name: 'core.attributesFile is /dev/zero',
    kind: 'stall',
    build: (place) => place.configure('core', undefined, { attributesFile: '/dev/zero' }),
  },
  {
    name: 'core.excludesFile is /dev/zero',
    kind: 'stall',
    build: (place) => place.configure('core', undefined, { excludesFile: '/dev/zero' }),
  },
  {
    name: 'blame.ignoreRevsFile is /dev/zero',
    kind: 'stall',
    build: (place) => place.configure('blame', undefined, { ignoreRevsFile: '/dev/zero' }),
  },
  { name: 'include.path is /dev/zero', kind: 'stall', build: (place) => place.configure('include', undefined, { path: '/dev/zero' }) },
  {
    name: 'a pipe is included',
    kind: 'stall',
    build(place) {
      place.pipe('more.config');
      place.configure('include', undefined, { path: '../more.config' });
    },
  },
  {
    name: '.gitmodules names itself twice',
    kind: 'stall',
    build(place) {
      place.link('.', 'one');
      place.link('.', 'two');
      place.write('.gitmodules', '[submodule "a"]\n\tpath = one\n[submodule "b"]\n\tpath = two\n');
      place.git('add', '.gitmodules');
    },
  },
  {
    name: '.gitmodules names the folder itself',
    kind: 'stall',
    build(place) {
      place.write('.gitmodules', '[submodule "a"]\n\tpath = .\n[submodule "b"]\n\tpath = ./.\n[submodule "c"]\n\tpath = src/..\n');
      place.git('add', '.gitmodules');
    },
  },
  {
    name: 'a HEAD that refers to itself',
    kind: 'stall',
    build(place) {
      place.write('.git/HEAD', 'ref: refs/heads/a\n');
      place.write('.git/refs/heads/a', 'ref: refs/heads/a\n');
    },
  },
];

export const HOSTILE_REPOSITORIES: readonly HostileRepository[] = [
  ...configuration,
  ...includes,
  ...filters,
  ...attributes,
  ...hooks,
  ...submodules,
  ...layouts,
  ...fetches,
  ...stalls,
];

/** Makes hostile repositories; each has `a.ts` committed and changed, and `new.ts` not committed. */
export class HostilePlaces {
  private readonly template = new GitRepository();
  private readonly open: TempFolder[] = [];

  constructor() {
    this.template.write('a.ts', 'one\ntwo\nthree\n');
    this.template.write('src/b.ts', 'one\n');
    this.template.commit('first', new Date(Date.now() - 3_600_000));
    this.template.write('a.ts', 'one\ntwo\nchanged\n');
    this.template.write('new.ts', 'one\n');
  }

  /** @returns the folder, and how many programs it has made run since */
  make(hostile: HostileRepository): { path: string; programsRun: () => number } {
    const place = new TempFolder();
    this.open.push(place);
    const path = join(place.path, 'repository');
    const marker = join(place.path, 'ran');
    cpSync(this.template.path, path, { recursive: true });
    hostile.build(new HostileBuilder(path, marker));
    rmSync(marker, { force: true });
    return { path, programsRun: () => (existsSync(marker) ? readFileSync(marker, 'utf8').trim().split('\n').length : 0) };
  }

  dispose(): void {
    for (const each of [...this.open.splice(0), this.template]) each.dispose();
  }
}

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Edit, Run } from '../../../../src/core/experiments/experiment';
import { namespaceAbility } from '../../../../src/node/experiments/namespace/namespaceAbility';
import { prepareNamespace } from '../../../../src/node/experiments/namespace/prepareNamespace';
import { startNamespace, superviseInNamespace } from '../../../../src/node/experiments/namespace/superviseInNamespace';
import { NodeLaboratory, type NodeRunExtra } from '../../../../src/node/experiments/nodeLaboratory';
import { makeRunFolder, removeRunFolder } from '../../../../src/node/experiments/runFolder';
import { GitRepository, TempFolder } from '../../../support/gitRepository';

/** capabilities(7) with which root could leave a namespace: reading by handle, modules, ports, ptrace, mounts, the clock, device files. */
const LEAVING = [2n, 16n, 17n, 19n, 21n, 25n, 27n].reduce((all, bit) => all | (1n << bit), 0n);

describe('a run in a namespace of its own', function () {
  let workspace: GitRepository;
  let outside: TempFolder;
  before(async function () {
    if ('why' in (await namespaceAbility())) this.skip();
  });
  beforeEach(() => {
    workspace = new GitRepository();
    outside = new TempFolder();
    workspace.write('kept.txt', 'kept\n');
    workspace.write('a b.txt', 'blank\n');
    workspace.write('releases/1/x.txt', 'release\n');
    outside.write('victim.txt', 'precious\n');
    workspace.commit('first');
  });
  afterEach(() => {
    workspace.dispose();
    outside.dispose();
  });

  const run = async (command: readonly string[], edits: readonly Edit[] = [], extra: NodeRunExtra = {}): Promise<Run> => {
    const laboratory = await NodeLaboratory.open({ command, cwd: workspace.path }, { root: workspace.path });
    try {
      strictEqual(laboratory.unchanged, 'namespace');
      return await laboratory.run(edits, edits.length ? 'namespace' : 'none', extra);
    } finally {
      await laboratory.close();
    }
  };
  const sh = (line: string, edits?: readonly Edit[], extra?: NodeRunExtra): Promise<Run> => run(['sh', '-c', line], edits, extra);
  const node = (script: string): Promise<Run> => run([process.execPath, '-e', script]);

  /** What a command did to the workspace and beside it, as a difference of what is there. */
  const differsAfter = async (act: () => Promise<Run>): Promise<Run> => {
    const before = [treeOf(workspace.path), treeOf(outside.path)];
    const done = await act();
    deepStrictEqual([treeOf(workspace.path), treeOf(outside.path)], before, done.output);
    return done;
  };

  it('leaves the file alone that a link, put in place of a file, leads to', async () => {
    const { output } = await differsAfter(() =>
      node(
        `const fs = require('fs'); fs.rmSync('kept.txt'); fs.symlinkSync(${JSON.stringify(join(outside.path, 'victim.txt'))}, 'kept.txt');
         fs.writeFileSync('kept.txt', 'overwritten'); console.log(fs.readFileSync(${JSON.stringify(join(outside.path, 'victim.txt'))}, 'utf8'))`,
      ),
    );
    strictEqual(output, 'overwritten\n');
  });

  it('leaves a folder alone that a link, put in place of a folder of the run, leads to', async () => {
    await differsAfter(() =>
      node(
        "const fs = require('fs'); fs.mkdirSync('made/1', { recursive: true }); fs.rmSync('made', { recursive: true }); fs.symlinkSync('releases', 'made'); fs.rmSync('made/1', { recursive: true })",
      ),
    );
    strictEqual(readFileSync(join(workspace.path, 'releases/1/x.txt'), 'utf8'), 'release\n');
  });

  for (const [what, line] of [
    ['a pipe into a name with a blank', 'echo more | tee -a "a b.txt"'],
    ['removing a name with a blank', 'rm "a b.txt"'],
    ['a child with an empty environment', 'env -i sh -c "echo more >>kept.txt"'],
    ['Python without its site', "python3 -I -c \"open('kept.txt', 'a').write('more')\""],
    ['a C call of Python', `python3 -c "import ctypes; ctypes.CDLL(None).truncate(b'kept.txt', 0)"`],
    ['Perl in place', "perl -pi -e 's/kept/gone/' kept.txt"],
    ['an archive over files', 'echo other >other.txt && tar cf - other.txt | (mkdir -p releases/1 && tar xf - -C releases/1)'],
    ['a mode', 'chmod 000 kept.txt'],
    ['a time', 'touch -d 2001-01-01 kept.txt'],
    ['a hard link', 'ln kept.txt linked.txt && echo more >>linked.txt'],
    ['a renamed folder', 'mv releases moved && mkdir releases'],
    [
      "git's own folder",
      'git -c user.name=a -c user.email=a@b commit -q --allow-empty -m run && git tag done && git config core.editor true',
    ],
    ['a file outside', 'echo overwritten >OUTSIDE/victim.txt; rm -rf OUTSIDE'],
    ['the home folder', 'mkdir -p ~/.dwc-test-home && echo x >~/.dwc-test-home/x && ls ~/.dwc-test-home'],
  ] as const)
    it(`writes nothing: ${what}`, async () => {
      const { exit, output } = await differsAfter(() => sh(line.replaceAll('OUTSIDE', outside.path)));
      strictEqual(exit, 0, output);
      ok(!existsSync(join(process.env['HOME'] ?? '/root', '.dwc-test-home')));
    });

  it('keeps what the person saves meanwhile', async () => {
    const laboratory = await NodeLaboratory.open(
      { command: ['sh', '-c', 'echo run >>kept.txt; echo up; sleep 1; cat kept.txt'], cwd: workspace.path },
      { root: workspace.path, onOutput: () => writeFileSync(join(workspace.path, 'kept.txt'), 'saved by the person\n') },
    );
    const { output } = await laboratory.run([], 'none');
    await laboratory.close();
    strictEqual(output, 'up\nkept\nrun\n');
    strictEqual(readFileSync(join(workspace.path, 'kept.txt'), 'utf8'), 'saved by the person\n');
  });

  it('sees edits at their own paths: changed, new, removed, protected, and behind a linked root', async () => {
    workspace.write('tool.sh', '#!/bin/sh\necho old\n');
    workspace.write('gone.txt', 'there\n');
    workspace.write('protected.txt', 'old\n');
    chmodSync(join(workspace.path, 'tool.sh'), 0o755);
    chmodSync(join(workspace.path, 'protected.txt'), 0o444);
    const linked = join(outside.path, 'linked');
    symlinkSync(workspace.path, linked);
    const edits = [
      { file: join(linked, 'tool.sh'), text: '#!/bin/sh\necho new\n' },
      { file: join(workspace.path, 'gone.txt'), text: undefined },
      { file: join(workspace.path, 'new/deep/name with blank.txt'), text: 'new file\n' },
      { file: join(workspace.path, 'protected.txt'), text: 'edited\n' },
    ];
    const before = treeOf(workspace.path);
    const { output } = await sh('./tool.sh; cat "new/deep/name with blank.txt" protected.txt; ls gone.txt 2>&1 | wc -l; pwd', edits);
    strictEqual(output, `new\nnew file\nedited\n1\n${workspace.path}\n`);
    deepStrictEqual(treeOf(workspace.path), before);
  });

  it('starts every run from the same state, and a build from where the last one ended', async () => {
    const laboratory = await NodeLaboratory.open(
      { command: ['sh', '-c', 'ls made.txt; echo x >made.txt'], cwd: workspace.path },
      { root: workspace.path },
    );
    const outputs = [await laboratory.run([], 'none'), await laboratory.run([], 'none')].map(({ output }) => /No such file/.test(output));
    await laboratory.close();
    deepStrictEqual(outputs, [true, true]);
    if (spawnSync('sh', ['-c', 'make --version']).status !== 0) return;
    workspace.write('in.txt', 'one\n');
    workspace.write('tool.c', 'int main(void) { return 0; }\n');
    workspace.write('Makefile', 'out.txt: in.txt\n\techo building\n\tcp in.txt out.txt\nshow: out.txt\n\tcat out.txt\n');
    const build = await NodeLaboratory.open(
      { command: ['sh', '-c', 'gcc -o tool tool.c && make -s show'], cwd: workspace.path },
      { root: workspace.path },
    );
    const edit = { file: join(workspace.path, 'in.txt'), text: 'two\n' };
    const built = [
      await build.run([], 'none'),
      await build.run([], 'none'),
      await build.run([edit], 'namespace'),
      await build.run([], 'none'),
    ];
    await build.close();
    deepStrictEqual(
      built.map(({ output }) => output),
      ['building\none\n', 'one\n', 'building\ntwo\n', 'building\none\n'],
    );
  });

  it('gives the person back the same user, without power over the mounts', async () => {
    const { output } = await sh('id -u; umount / 2>/dev/null || echo kept; mount -t tmpfs none /mnt 2>/dev/null || echo refused');
    strictEqual(output, `${process.getuid?.()}\nkept\nrefused\n`);
  });

  it('reaches neither disks nor settings of the kernel, leaves no queue, and prints to pipes', async () => {
    const queues = readFileSync('/proc/sysvipc/msg', 'utf8');
    const { output } = await sh(
      `for disk in /dev/*; do [ -b "$disk" ] && [ -w "$disk" ] && echo "$disk"; done
       for file in /proc/sys/kernel/core_pattern /proc/sys/vm/swappiness /sys/kernel/mm/transparent_hugepage/enabled; do [ -w $file ] && echo $file; done
       ipcmk -Q >/dev/null && wc -l </proc/sysvipc/msg; sed -n 's/CapEff:\t//p' /proc/self/status >/dev/stderr`,
    );
    const [made, powers = ''] = output.trim().split('\n');
    strictEqual(made, '2', output);
    strictEqual(BigInt(`0x${powers}`) & LEAVING, 0n, output);
    strictEqual(readFileSync('/proc/sysvipc/msg', 'utf8'), queues);
  });

  it('ends everything with it, daemons and those that lift their limits too', async () => {
    const { output } = await sh(
      `env -i setsid sh -c 'ulimit -S -m unlimited; trap "" TERM; cd / && { sleep 299.5 </dev/null >/dev/null 2>&1 & }'; sleep 0.3; pgrep -x sleep | wc -l`,
    );
    match(output, /^1\n/);
    strictEqual(spawnSync('pgrep', ['-f', 'sleep 299.5']).status, 1);
  });

  it('reports a signal that ended the command', async () => {
    strictEqual((await sh('kill -SEGV $$')).signal, 'SIGSEGV');
    strictEqual((await node('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 5000)')).signal, 'SIGTERM');
  });

  it('reaches a socket at which another program listens', async () => {
    const path = join(outside.path, 'db.sock');
    const server = createServer((socket) => socket.end('hello'));
    await new Promise<void>((listening) => server.listen(path, listening));
    try {
      strictEqual((await node(`require('net').connect(${JSON.stringify(path)}).pipe(process.stdout)`)).output, 'hello');
    } finally {
      server.close();
    }
  });

  it('tells what is in files after it, which nobody else sees, and that it wrote them', async () => {
    const [changed, restored, kept, absent] = ['kept.txt', 'a b.txt', 'releases/1/x.txt', 'absent.txt'].map((name) =>
      join(workspace.path, name),
    ) as [string, string, string, string];
    const line = `echo changed >kept.txt; cp -p 'a b.txt' old; echo more >>'a b.txt'; mv old 'a b.txt'; cat releases/1/x.txt`;
    const { looked } = await sh(line, [], { look: [changed, restored, kept, absent] });
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    const states = { [changed]: `${hash('changed\n')} written`, [restored]: `${hash('blank\n')} written`, [kept]: hash('release\n') };
    deepStrictEqual(looked, { ...states, [absent]: 'absent' });
  });

  it("has the person's own environment where it is bare", async () => {
    const set = /TOX_|MEMORY|MAPPED|FOLDERS/;
    const script = `console.log(JSON.stringify([process.env.CI ?? null, process.env.NODE_OPTIONS ?? null, process.env.PYTHONPATH ?? null, Object.keys(process.env).filter((name) => /DEBUG_CONTEXT/.test(name) || ${set}.test(name))]))`;
    const { output } = await run([process.execPath, '-e', script], [], { bare: true });
    const { CI = null, NODE_OPTIONS = null, PYTHONPATH = null } = process.env;
    const own = Object.keys(process.env).filter((name) => set.test(name) && !name.includes('DEBUG_CONTEXT'));
    deepStrictEqual(JSON.parse(output), [CI, NODE_OPTIONS, PYTHONPATH, own]);
  });

  for (const [how, perl] of [
    ['', undefined],
    [', without a Perl that works', '#!/bin/sh\nexit 3\n'],
  ] as const) {
    it(`gets variables whose names no shell knows, leads a process group, says which program there is not, in later runs too${how}`, async () => {
      const tools = join(outside.path, 'tools');
      mkdirSync(tools);
      if (perl !== undefined) writeFileSync(join(tools, 'perl'), perl, { mode: 0o755 });
      const { PATH } = process.env;
      process.env['PATH'] = `${tools}:${PATH}`;
      const recipe = { cwd: workspace.path, env: { 'spring.datasource.url': 'x=1\n2', EMPTY: '' } };
      const script =
        'const { ppid, env } = process; console.log(env["spring.datasource.url"], env.EMPTY, ppid > 0, env.LC_ALL, process.cwd()); process.kill(0, "SIGTERM");';
      const runs: Run[][] = [];
      try {
        for (const command of [[process.execPath, '-e', `${script} setTimeout(() => {}, 5000)`], ['no-such-program']]) {
          const laboratory = await NodeLaboratory.open({ ...recipe, command }, { root: workspace.path });
          const made = [await laboratory.run([], 'none')];
          // It waits in the namespace that is made meanwhile.
          if (perl === undefined) await until(() => childrenNamed('becomeCommand.pl').length === 1);
          made.push(await laboratory.run([], 'none'));
          await laboratory.close();
          runs.push(made);
        }
      } finally {
        process.env['PATH'] = PATH;
      }
      for (const { output, signal } of runs[0] ?? []) {
        const { LC_ALL } = process.env;
        deepStrictEqual([output, signal], [`x=1\n2  true ${LC_ALL} ${workspace.path}\n`, 'SIGTERM']);
      }
      for (const { startProblem } of runs[1] ?? [])
        strictEqual(startProblem, 'There is no program no-such-program: check its name and the PATH.');
      strictEqual(runs.flat().length, 4);
      // What waits ends while others go on.
      await until(() => childrenNamed('becomeCommand.pl').length === 0);
    });
  }

  it('reads its standard input from the beginning in each run, so that changes are not tried together in one', async () => {
    const [input, file] = [join(workspace.path, 'kept.txt'), join(workspace.path, 'new.js')];
    const laboratory = await NodeLaboratory.open({ command: ['cat'], cwd: workspace.path, input }, { root: workspace.path });
    try {
      const first = await laboratory.run([], 'none');
      await until(() => childrenNamed('becomeCommand.pl').length === 1);
      deepStrictEqual([first.output, (await laboratory.run([], 'none')).output], ['kept\n', 'kept\n']);
      deepStrictEqual(await laboratory.runVariants([[{ file, text: '1' }], [{ file, text: '2' }]], 1), []);
    } finally {
      await laboratory.close();
    }
  });

  it('starts its command anew where the process that waited to become it was killed', async () => {
    const laboratory = await NodeLaboratory.open({ command: ['echo', 'begun'], cwd: workspace.path }, { root: workspace.path });
    try {
      await laboratory.run([], 'none');
      await until(() => childrenNamed('becomeCommand.pl').length === 1);
      process.kill(Number(childrenNamed('becomeCommand.pl')[0]), 'SIGKILL');
      await until(() => childrenNamed('becomeCommand.pl').length === 0);
      const { output, exit, signal } = await laboratory.run([], 'none');
      deepStrictEqual([output, exit, signal], ['begun\n', 0, undefined]);
    } finally {
      await laboratory.close();
    }
  });

  it('waits for the next run of an experiment, sees what was saved and opened since, and ends with the experiment', async () => {
    const socket = join(outside.path, 'late.sock');
    const script = `console.log(require('fs').readFileSync('kept.txt', 'utf8'));
      require('net').connect(${JSON.stringify(socket)}).on('data', (data) => console.log(String(data))).on('error', ({ code }) => console.log(code))`;
    const server = createServer((client) => client.end('reached'));
    const laboratory = await NodeLaboratory.open(
      { command: [process.execPath, '-e', script], cwd: workspace.path },
      { root: workspace.path },
    );
    const outputs: string[][] = [];
    const waiting: number[] = [];
    const runOnce = async (): Promise<void> => {
      outputs.push((await laboratory.run([], 'namespace')).output.split('\n').filter(Boolean));
      // That of the run that has ended is taken away meanwhile.
      for (let left = 200; left > 0 && childrenNamed('enterNamespace.sh').length > 1; left--) await sleep(10);
      waiting.push(childrenNamed('enterNamespace.sh').length);
    };
    try {
      await runOnce();
      writeFileSync(join(workspace.path, 'kept.txt'), 'saved meanwhile');
      await runOnce();
      await new Promise<void>((resolve) => server.listen(socket, resolve));
      await runOnce();
    } finally {
      await laboratory.close();
      server.close();
    }
    deepStrictEqual(outputs, [
      ['kept', 'ENOENT'],
      ['saved meanwhile', 'ENOENT'],
      ['saved meanwhile', 'reached'],
    ]);
    deepStrictEqual([waiting, childrenNamed('enterNamespace.sh')], [[1, 1, 1], []]);
  });

  it('is made although a folder of another program is gone since it was planned', async () => {
    const [folder, kept] = [join(outside.path, 'run'), join(outside.path, 'kept')];
    for (const each of [folder, kept]) mkdirSync(each);
    const layers = ['/', kept, join(outside.path, 'gone')].map((lower) => ({ folder: lower, lower, mode: 0o755 }));
    const plan = { layers, shared: [] };
    await prepareNamespace({ ability: {}, plan, folder, layers: 1_000_000 });
    const mounted = readFileSync(join(folder, 'fstab'), 'utf8')
      .match(/^overlay \S+/gm)
      ?.map((line) => line.slice(`overlay ${folder}/ns/root`.length));
    deepStrictEqual(mounted, ['/', kept]);
  });

  it('is not made where a plan would leave something of the person writable', async function () {
    const at = join(outside.path, 'at');
    mkdirSync(at);
    if (spawnSync('mount', ['--bind', workspace.path, at]).status !== 0) this.skip();
    const folder = await makeRunFolder();
    try {
      const plan = {
        layers: [{ folder: '/', lower: '/', mode: 0o755 }],
        shared: [
          { path: '/dev', how: 'rbind' as const },
          { path: at, how: 'bind' as const },
        ],
      };
      const edits = [{ file: join(at, 'kept.txt'), text: 'edited\n' }];
      const namespace = await startNamespace({ ability: {}, plan, folder, layers: 10_000_000 });
      const order = { command: ['true'], cwd: '/', env: process.env, marker: '', folders: [], namespace, edits };
      const { notIsolated } = await superviseInNamespace(order, () => {}).ended;
      deepStrictEqual(
        [notIsolated?.trim(), treeOf(at)['/kept.txt']?.endsWith(Buffer.from('kept\n').toString('base64'))],
        [`what it writes to ${at} would stay`, true],
      );
    } finally {
      spawnSync('umount', [at]);
      await removeRunFolder(folder);
    }
  });

  it('mounts what is inside of something read-only after it, and never with it', async () => {
    const folder = join(outside.path, 'run');
    mkdirSync(folder);
    const inner = join(workspace.path, 'releases');
    const layers = ['/', inner].map((lower) => ({ folder: lower, lower, mode: 0o755 }));
    const shared = [{ path: workspace.path, how: 'bind,ro' as const }];
    await prepareNamespace({ ability: {}, plan: { layers, shared }, folder, layers: 1_000_000 });
    const lines = readFileSync(join(folder, 'fstab'), 'utf8').split('\n');
    const mounted = lines.map((line) => line.split(' ').slice(1, 3));
    deepStrictEqual(
      mounted.filter(([where = '']) => where.endsWith('/ns/root/') || where.includes(workspace.path)),
      [
        [join(folder, 'ns/root/'), 'overlay'],
        [join(folder, 'ns/root', workspace.path), 'none'],
        [join(folder, 'ns/root', inner), 'overlay'],
      ],
    );
  });

  it('leaves a workspace as it is that is an overlay itself, and reached through a link', async function () {
    const [upper, work, at, link] = ['upper', 'work', 'at', 'link'].map((name) => join(outside.path, name)) as [
      string,
      string,
      string,
      string,
    ];
    for (const folder of [upper, work, at]) mkdirSync(folder);
    const layers = `lowerdir=${workspace.path},upperdir=${upper},workdir=${work}`;
    if (spawnSync('mount', ['-t', 'overlay', '-o', layers, 'none', at]).status !== 0) this.skip();
    symlinkSync(at, link);
    try {
      const before = treeOf(at);
      const laboratory = await NodeLaboratory.open({ command: ['sh', '-c', 'rm -r releases; cat kept.txt'], cwd: link }, { root: link });
      const { output } = await laboratory.run([{ file: join(link, 'kept.txt'), text: 'edited\n' }], 'namespace');
      await laboratory.close();
      deepStrictEqual([output, treeOf(at)], ['edited\n', before]);
    } finally {
      spawnSync('umount', [at]);
    }
  });

  describe('where memory does not suffice for its writes', () => {
    const own = Object.getOwnPropertyDescriptor(process, 'constrainedMemory')!;
    beforeEach(() => Object.defineProperty(process, 'constrainedMemory', { ...own, value: () => 8_000_000 }));
    afterEach(() => Object.defineProperty(process, 'constrainedMemory', own));

    it('writes to the disk instead, and leaves no file in the workspace', async () => {
      const { output, exit } = await sh('head -c 30000000 /dev/zero >big && wc -c <big');
      deepStrictEqual([output.trim(), exit], ['30000000', 0]);
      ok(!existsSync(join(workspace.path, 'big')));
    });

    it('is ended with a sentence where the disk does not, either', async function () {
      const before = process.env['TMPDIR'];
      const disk = join(outside.path, 'disk');
      mkdirSync(disk);
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'none', disk]).status !== 0) this.skip();
      process.env['TMPDIR'] = disk;
      try {
        const { startProblem } = await sh('head -c 60000000 /dev/zero >big');
        strictEqual(
          startProblem,
          `The run was ended because ${disk} has no space left for what it writes; free some there, or set TMPDIR to a folder on another disk.`,
        );
        deepStrictEqual([existsSync(join(workspace.path, 'big')), readdirSync(disk)], [false, []]);
      } finally {
        if (before === undefined) delete process.env['TMPDIR'];
        else process.env['TMPDIR'] = before;
        spawnSync('umount', [disk]);
      }
    });
  });

  it('leaves nothing behind if the process that runs it is killed', async () => {
    // The tests of another checkout may run beside this.
    const loop = `loop-${process.pid}.sh`;
    workspace.write(loop, 'echo run >>kept.txt; touch up; sleep 300\n');
    const module = JSON.stringify(join(process.cwd(), 'src/node/experiments/nodeLaboratory'));
    outside.write(
      'parent.ts',
      `import { NodeLaboratory } from ${module};
       const options = { root: ${JSON.stringify(workspace.path)}, onOutput: () => {} };
       void NodeLaboratory.open({ command: ['sh', '-c', 'sh ${loop} & sleep 1; echo up; wait'], cwd: options.root }, { ...options, onOutput: () => process.stdout.write('up') })
         .then((laboratory) => laboratory.run([], 'none'));`,
    );
    const before = treeOf(workspace.path);
    const parent = spawn(process.execPath, ['--import', 'tsx', join(outside.path, 'parent.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((up) => parent.stdout.once('data', up));
    parent.kill('SIGKILL');
    await until(() => spawnSync('pgrep', ['-f', `sh ${loop}`]).status === 1 && leftFolders(parent.pid).length === 0);
    deepStrictEqual(treeOf(workspace.path), before);
    strictEqual(readFileSync('/proc/self/mountinfo', 'utf8').includes(`debug-context-${parent.pid}`), false);
  });
});

function leftFolders(pid: number | undefined): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`debug-context-${pid}-`));
}

/** Every entry of a folder with its kind, content, mode and time; git's folder too. */
function treeOf(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mode, mtimeMs, nlink } = lstatSync(path);
    const content = entry.isSymbolicLink() ? readlinkSync(path) : entry.isFile() ? readFileSync(path, 'base64') : '';
    found[path.slice(root.length)] = [mode.toString(8), mtimeMs, nlink, content].join(' ');
  }
  return found;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 300) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Process ids of this process's children with a word in their command line. */
function childrenNamed(word: string): string[] {
  const pids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean);
  return pids.filter((pid) => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word));
}

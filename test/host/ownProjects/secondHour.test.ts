import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import type { Host } from '../../../src/host/createHost';
import type { RunRecord } from '../../../src/core/investigation/runRecord';
import { bill, budget, lending, parcel, seats, stock, type OwnProject } from './ownProjects';
import { act, collected, failInTerminal, freshHost, testApi, waitFor, workspaceFile } from '../suite/support';

const HOUR = 3_600_000;
const PROJECTS = [parcel, lending, budget, stock, seats, bill];
/** Several runs of a program on a busy machine. */
const EXPERIMENT = 240_000;

/** The second hour of a new user: own projects, each from its failure to green, with what the panel shows on the way. */
describe('the second hour of a new user', function () {
  this.timeout(EXPERIMENT);
  let host: Host;
  let api: TestApi;
  /** Commits before the projects, and with them as they work. */
  let start: string;
  let works: string;

  const root = (): string => workspaceFile('').fsPath.replace(/\/$/, '');
  const git = (args: string[], hoursAgo = 0): string => {
    const when = new Date(Date.now() - hoursAgo * HOUR).toISOString();
    const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    const env = { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
    return execFileSync('git', [...person, ...args], { cwd: root(), env, encoding: 'utf8' }).trim();
  };
  const pathOf = ({ folder }: OwnProject, file: string): string => join(root(), folder, file);
  const isInstalled = (program: string): boolean => {
    try {
      execFileSync('which', [program]);
      return true;
    } catch {
      return false;
    }
  };

  before(async () => {
    api = await testApi();
    start = git(['rev-parse', 'HEAD']);
    for (const { folder, files } of PROJECTS)
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root(), folder, file)), { recursive: true });
        writeFileSync(join(root(), folder, file), text);
      }
    git(['add', '-A']);
    git(['commit', '-q', '-m', 'Own projects'], 47);
    works = git(['rev-parse', 'HEAD']);
  });
  beforeEach(async () => {
    host = await freshHost();
  });
  afterEach(() => void git(['reset', '--hard', '-q', works]));
  after(() => {
    git(['reset', '--hard', '-q', start]);
    for (const { folder } of PROJECTS) rmSync(join(root(), folder), { recursive: true, force: true });
  });

  /** The commit of today that broke a project. */
  function breakIt(project: OwnProject): void {
    const { file, from, to, message } = project.change;
    const text = readFileSync(pathOf(project, file), 'utf8');
    assert.ok(text.includes(from));
    writeFileSync(pathOf(project, file), text.replace(from, to));
    git(['commit', '-q', '-a', '-m', message], 2);
  }

  const state = () => host.view.state('panel').investigation;
  const cards = () => state()?.answer.hypotheses ?? [];
  const timeline = () => state()?.run.timeline ?? [];
  const line = (what: string, is: (record: RunRecord) => boolean): Promise<RunRecord> =>
    waitFor(what, () => !state()?.run.running && timeline().find(is), EXPERIMENT);

  /** What the person sees once it has failed: the failure, what changed today, what can be done about it. */
  async function seesFailure({ title, location, folder, change, able }: OwnProject): Promise<void> {
    const investigation = await collected(host);
    assert.match(investigation.title, title);
    assert.deepEqual(investigation.location, { ...location, file: `${folder}/${location.file}` });
    const { changes, pieces } = state()!.evidence;
    assert.deepEqual(
      changes.filter(({ suspect }) => suspect).map(({ file, summary }) => [file, summary]),
      [[`${folder}/${change.file}`, change.message]],
    );
    assert.match(pieces.find(({ name }) => name === 'changes')?.summary ?? '', /^1 commit touches this code$/);
    assert.doesNotMatch(pieces.map(({ advice = '' }) => advice).join('\n'), /could not be found/);
    const { offers } = state()!.run;
    assert.deepEqual([offers.best, offers.able], ['findChange', able], JSON.stringify(offers));
    // What cannot work is not offered, and says why before anything runs.
    assert.equal(offers.unable.flatMap((each) => each.offers).length, 4 - able.length);
    for (const { why } of offers.unable) assert.match(why, /\w{3}/);
    assert.ok(cards().length >= 1);
    for (const { evidence, title: said } of cards())
      assert.ok(
        evidence.some(({ verified }) => verified),
        `${said}: nothing of it is verified`,
      );
  }

  /** A run shows the change of today, and its card is the first one. */
  async function findsWhatBrokeIt({ folder, change, brokenAt }: OwnProject): Promise<string> {
    await act(host, 'findChange', {});
    const found = await line('what broke it', ({ kind }) => kind === 'blame');
    assert.equal(found.text, `${change.file.split('/').pop()}:${brokenAt}: with it 2 of 2 fail, without it 2 of 2 pass`);
    const first = await waitFor('its card', () => cards()[0]?.source === 'experiment' && cards()[0]);
    assert.equal(first.title, `The change of ${folder}/${change.file}:${brokenAt} made it fail`);
    return first.id;
  }

  const passes = () => line('a run that passes', ({ kind, outcome }) => kind === 'run' && outcome === 'gone');

  async function walk(project: OwnProject, steps: () => Promise<void>, context: Mocha.Context): Promise<void> {
    if (!project.needs.every(isInstalled)) context.skip();
    breakIt(project);
    await steps();
  }

  it('TypeScript: the change is applied away, the project checks its types, and undoing that brings the failure back', async function () {
    await walk(
      parcel,
      async () => {
        symlinkSync(process.env['TEST_PACKAGES'] ?? '', pathOf(parcel, 'node_modules'));
        await failInTerminal(api, parcel.command, parcel);
        await vscode.commands.executeCommand('debugWithContext.debug');
        await seesFailure(parcel);
        const broken = readFileSync(pathOf(parcel, parcel.change.file));
        const id = await findsWhatBrokeIt(parcel);
        await act(host, 'applyFix', { id });
        await passes();
        const check = await line('the check of types', ({ kind }) => kind === 'check');
        assert.equal(check.text, '`npm run typecheck` passes');
        assert.equal(state()?.run.lastSays, 'The last run passes.');
        await act(host, 'undoFix', { id });
        assert.ok(readFileSync(pathOf(parcel, parcel.change.file)).equals(broken));
        await line('the failure again', ({ kind, outcome }) => kind === 'run' && outcome === 'same');
        assert.deepEqual(state()?.run.offers.able, parcel.able, 'the offers stay');
      },
      this,
    );
  });

  it('Python: runs have the virtual environment of the terminal, and an edit of one’s own makes it green', async function () {
    await walk(
      lending,
      async () => {
        const environment = pathOf(lending, '.venv');
        execFileSync('python3', ['-m', 'venv', '--without-pip', environment]);
        const python = join(environment, 'bin', 'python3');
        const packages = execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'], { encoding: 'utf8' });
        writeFileSync(join(packages.trim(), 'plainkeys.py'), 'def plain(text):\n    return " ".join(text.split())\n');
        const env = { PATH: [dirname(python), process.env['PATH']].join(delimiter) };
        await failInTerminal(api, lending.command, { ...lending, env });
        await vscode.commands.executeCommand('debugWithContext.debug');
        await seesFailure(lending);
        await findsWhatBrokeIt(lending);
        const file = pathOf(lending, 'loans.py');
        writeFileSync(file, readFileSync(file, 'utf8').replace('member["kind"]', 'member["kind"].lower()'));
        await act(host, 'runAgain', {});
        await passes();
        assert.deepEqual(state()?.run.offers.able, ['proveFix', ...lending.able]);
      },
      this,
    );
  });

  it('Node under F5: what the debug console printed is the failure', async function () {
    await walk(
      budget,
      async () => {
        const program = pathOf(budget, 'report.js');
        const configuration = { type: 'node', request: 'launch', name: 'Report', program, cwd: dirname(program) };
        assert.ok(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration));
        await waitFor('the crash', () =>
          api.stops.printedSessions.find(({ name, console: text }) => name === 'Report' && /cents/.test(text)),
        );
        await waitFor('the end', () => vscode.debug.activeDebugSession === undefined);
        await vscode.commands.executeCommand('debugWithContext.debug');
        await seesFailure(budget);
        await findsWhatBrokeIt(budget);
      },
      this,
    );
  });

  it('Go: the change is undone in place, and its card says so', async function () {
    await walk(
      stock,
      async () => {
        // VS Code has a home of its own, and compiling Go's library takes a minute.
        const env = { GOCACHE: join(userInfo().homedir, '.cache', 'go-build') };
        Object.assign(process.env, env);
        execFileSync('go', ['test', '-run', 'none', './...'], { cwd: pathOf(stock, '.') });
        await failInTerminal(api, stock.command, { ...stock, env });
        await vscode.commands.executeCommand('debugWithContext.debug');
        await seesFailure(stock);
        const id = await findsWhatBrokeIt(stock);
        const [change] = state()?.evidence.changes ?? [];
        await act(host, 'undoRecentChange', { key: change?.key ?? '' });
        assert.equal(cards().find((each) => each.id === id)?.takenBack, true);
        await passes();
      },
      this,
    );
  });

  it('Java: a run says that the value is missing', async function () {
    await walk(
      seats,
      async () => {
        await failInTerminal(api, seats.command, seats);
        await vscode.commands.executeCommand('debugWithContext.debug');
        await seesFailure(seats);
        await act(host, 'seeValues', { contents: false });
        const seen = await line('the values', ({ kind }) => kind === 'values');
        assert.equal(seen.text, '`price` is null at Hall.java:18');
      },
      this,
    );
  });

  it('Ruby: what fails differently after an edit is investigated instead, with one click', async function () {
    await walk(
      bill,
      async () => {
        await failInTerminal(api, bill.command, bill);
        await vscode.commands.executeCommand('debugWithContext.debug');
        await seesFailure(bill);
        const file = pathOf(bill, 'vat.rb');
        writeFileSync(file, readFileSync(file, 'utf8').replace('RATES.fetch(kind, 0.19)', 'RATES[kind].rate'));
        const first = state()?.id;
        // What would be tried now would not be about this failure.
        await act(host, 'findChange', {});
        const other = await line('another failure', ({ kind, outcome }) => kind === 'run' && outcome === 'other');
        assert.match(other.text, /^fails differently: NoMethodError: undefined method .rate. for nil/);
        await act(host, 'investigateRun', { id: other.id });
        await waitFor('the other investigation', () => state()?.id !== first && state()?.run.recipe?.command === bill.command);
        const { location, title } = await collected(host);
        assert.deepEqual(location, { file: 'bill/vat.rb', line: 5 });
        assert.match(title, /^NoMethodError/);
      },
      this,
    );
  });
});

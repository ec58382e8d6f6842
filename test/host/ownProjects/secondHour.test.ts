import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import type { Host } from '../../../src/host/createHost';
import type { RunRecord } from '../../../src/core/investigation/runRecord';
import { parcel, type OwnProject } from './ownProjects';
import { act, collected, failInTerminal, freshHost, testApi, waitFor, workspaceFile } from '../suite/support';

const HOUR = 3_600_000;
const PROJECTS = [parcel];
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
    // All at once: what was made within the last minute may not be known yet to a search.
    for (const { folder, files } of PROJECTS)
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root(), folder, file)), { recursive: true });
        writeFileSync(join(root(), folder, file), text);
      }
    git(['add', '-A']);
    git(['commit', '-q', '-m', 'Own projects'], 47);
    works = git(['rev-parse', 'HEAD']);
    (await api.host()).analysis.restart();
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
        await failInTerminal(api, parcel.command, undefined, parcel.folder);
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
});

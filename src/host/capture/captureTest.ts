import * as vscode from 'vscode';
import type { FailureReport, Frame } from '../../core/capture/failureReport';
import type { Capture } from '../../app/capture';
import { recipeOfTest } from '../../app/recipeOfTest';
import { languageOfFile } from '../../core/workspace/languages';
import type { KnownRecipe } from '../../core/investigation/runRecord';
import { slashed, testedPackage } from './testedPackage';

/**
 * A failed test's message. VS Code passes its text, expectation and place, but no stack; a trace in the text is read, and otherwise the
 * place replaces it.
 */
export async function captureFromTest(test: vscode.TestItem, message?: vscode.TestMessage): Promise<Capture> {
  const names = namesOf(test);
  const name = names.join(' › ');
  const text = message === undefined ? '' : typeof message.message === 'string' ? message.message : message.message.value;
  const place = message?.location ?? (test.uri && test.range ? new vscode.Location(test.uri, test.range) : undefined);
  const complete = (report: FailureReport) => withTestFacts(report, { name, text, place, message });
  return { source: 'test', input: { text }, complete, recipe: await recipeOf(test, names) };
}

/** How the test is run outside its view: in its package, by the runner that the package uses. */
async function recipeOf({ uri, range }: vscode.TestItem, names: string[]): Promise<KnownRecipe | undefined> {
  const root = uri && vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (!root || uri.scheme !== 'file') return undefined;
  const unittest = vscode.workspace.getConfiguration('python.testing', uri).get<boolean>('unittestEnabled') === true;
  return recipeOfTest(
    { names, file: slashed(uri), line: range && range.start.line + 1 },
    { ...(await testedPackage(uri, root)), unittest },
  );
}

interface TestFacts {
  name: string;
  text: string;
  place: vscode.Location | undefined;
  message: vscode.TestMessage | undefined;
}

function withTestFacts(report: FailureReport, { name, text, place, message }: TestFacts): FailureReport {
  const frame = place && frameAt(place, name);
  const errors = report.errors.length
    ? report.errors.map((error, index) => ({
        ...error,
        test: error.test ?? name,
        frames:
          index === 0 && frame && !error.frames.some(({ origin }) => origin === 'workspace') ? [...error.frames, frame] : error.frames,
      }))
    : [
        {
          type: '',
          message: text.trim() || `The test "${name}" failed.`,
          language: (place && languageOfFile(place.uri.path)) ?? ('unknown' as const),
          role: 'thrown' as const,
          test: name,
          frames: frame ? [frame] : [],
        },
      ];
  const { expectedOutput: expected, actualOutput: actual } = message ?? {};
  const said = expected === undefined || actual === undefined ? [] : [{ expected, actual, test: name }];
  return { errors, expectations: said.length ? said : report.expectations };
}

function frameAt({ uri, range }: vscode.Location, name: string): Frame {
  const line = range.start.line + 1;
  const column = range.start.character + 1;
  return { file: uri.fsPath, line, column, function: name, origin: 'workspace', raw: `${uri.fsPath}:${line}:${column}` };
}

/** Files and folders are items, too; the names start below them. */
function namesOf(test: vscode.TestItem): string[] {
  const names: string[] = [];
  for (let item: vscode.TestItem | undefined = test; item && (item === test || item.range); item = item.parent) names.unshift(item.label);
  return names;
}

import * as vscode from 'vscode';
import type { FailureReport, Frame } from '../../core/capture/failureReport';
import type { Capture } from '../../app/capture';
import { languageOfFile } from '../../core/workspace/languages';

/**
 * A failed test's message. VS Code hands over its text, expectation and place, but no stack; a trace in the text is read,
 * and the place stands in where there is none.
 */
export function captureFromTest(test: vscode.TestItem, message?: vscode.TestMessage): Capture {
  const name = fullName(test);
  const text = message === undefined ? '' : typeof message.message === 'string' ? message.message : message.message.value;
  const place = message?.location ?? (test.uri && test.range ? new vscode.Location(test.uri, test.range) : undefined);
  const complete = (report: FailureReport) => withTestFacts(report, { name, text, place, message });
  return { source: 'test', input: { text }, complete };
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

function fullName(test: vscode.TestItem): string {
  const names: string[] = [];
  // Files and folders are items as well; the name is what stands below them.
  for (let item: vscode.TestItem | undefined = test; item && (item === test || item.range); item = item.parent) names.unshift(item.label);
  return names.join(' › ');
}

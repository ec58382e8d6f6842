import type { FailureEvidence, Snippet } from '../../src/core/context/failureEvidence';
import type { ErrorReport, Frame } from '../../src/core/capture/failureReport';

/** Small, valid values of the pipeline's types; tests set only what matters to them. */
export function aFrame(over: Partial<Frame> = {}): Frame {
  const frame = { file: 'src/app.ts', line: 3, function: 'load', origin: 'workspace' as const, ...over };
  return { raw: `at ${frame.function} (${frame.file}:${frame.line})`, ...frame };
}

export function anError(over: Partial<ErrorReport> = {}): ErrorReport {
  return { type: 'TypeError', message: 'x is not a function', language: 'javascript', role: 'thrown', frames: [aFrame()], ...over };
}

export function aSnippet(over: Partial<Snippet> = {}): Snippet {
  const text = over.text ?? 'function load() {\n  return api.get();\n}';
  const startLine = over.startLine ?? 1;
  const file = over.file ?? 'src/app.ts';
  return {
    id: `${file}:${startLine}`,
    file,
    startLine,
    endLine: startLine + text.split('\n').length - 1,
    function: 'load',
    role: 'throws',
    text,
    folded: [],
    focusLines: [],
    tokens: 10,
    relevance: 1,
    reason: '',
    ...over,
  };
}

export function someEvidence(over: Partial<FailureEvidence> = {}): FailureEvidence {
  return {
    report: { errors: [anError()], expectations: [] },
    snippets: [],
    candidates: [],
    recentChanges: [],
    values: [],
    resolutions: [],
    pieces: [],
    missing: [],
    redactions: [],
    cuts: [],
    notices: [],
    ...over,
  };
}

import { countLines, layOut, printed, type RecordedText, type TrueError, write } from './common';
import { listed, told } from './javascript';

const failures = [
  ...['attribute', 'key', 'in_generator', 'own_class', 'two_arguments', 'several_lines', 'like_a_frame', 'like_an_error', 'no_message'],
  ...['one_cause', 'two_causes', 'while_handling', 'hidden_cause', 'group', 'no_file', 'unicode', 'decode', 'asserted', 'asserted_bare'],
  ...['in_thread', 'in_task', 'process', 'missing_module', 'in_lambda', 'in_eval', 'wrong_call'],
];
const some = ['key', 'own_class', 'several_lines', 'no_message', 'two_causes', 'while_handling', 'in_task', 'in_generator'];
/** The system's Python has the packages that log. */
const python = process.env['READING_PYTHON'] ?? '/usr/bin/python3';

const tools: Record<string, { forms: string[]; names: readonly string[] }> = {
  python: { forms: ['crash'], names: failures },
  'python-logging': { forms: ['logging', 'printed', 'json'], names: some },
  loguru: { forms: ['loguru', 'loguru-diagnose'], names: some },
  structlog: { forms: ['structlog', 'structlog-json'], names: some },
  rich: { forms: ['rich'], names: some },
};

const pytestForms: Record<string, string> = {
  long: '',
  short: '--tb=short',
  native: '--tb=native',
  verbose: '-vv --tb=long',
  line: '--tb=line',
};
const tested = ['attribute', 'own_class', 'several_lines', 'no_message', 'one_cause', 'asserted', 'asserted_bare', 'in_lambda', 'no_file'];

/** Lines of a frame in pytest's forms, and in the traces of Python. */
const pytestFrame = /^(?:\S+\.py|<\w+>|\/\S+\.py):\d+: (?:in |$|\w+$)|^ {2,4}File "/;

/** Programs in Python that crash, that log what they caught, and their tests. */
export function* recordPython(): Generator<RecordedText> {
  layOut('python');
  const truths = new Map(failures.map((name) => [name, told(`${python} run.py ${name} crash`)]));
  const errorsOf = (name: string): TrueError[] => {
    const truth = truths.get(name);
    return truth ? listed(truth) : [];
  };
  for (const [tool, { forms, names }] of Object.entries(tools))
    for (const form of forms)
      for (const name of names) {
        const text = printed(`${python} run.py ${name} ${form}`);
        // rich leaves out the module of a class.
        const errors = errorsOf(name).map((error) =>
          text.includes(error.type) ? error : { ...error, type: error.type.replace(/^.*\./, '') },
        );
        yield { tool, name: `${form} ${name}`, text, errors };
      }
  for (const name of tested) {
    write({ 'test_cases.py': `import failures\n\n\ndef test_${name}():\n    failures.${name}()\n` });
    for (const [form, options] of Object.entries(pytestForms)) {
      const text = printed(`${python} -m pytest -p no:cacheprovider ${options} test_cases.py`);
      yield { tool: 'pytest', name: `${form} ${name}`, text, errors: shown(errorsOf(name), text, form) };
    }
    write({
      'cases.py': `import unittest\nimport failures\n\n\nclass Cases(unittest.TestCase):\n    def test_${name}(self):\n        failures.${name}()\n`,
    });
    const text = printed(`${python} -m unittest cases`);
    yield { tool: 'unittest', name, text, errors: shown(errorsOf(name), text, 'native') };
  }
}

/** pytest shows no causes in `line`, and its own choice of frames. */
function shown(errors: TrueError[], text: string, form: string): TrueError[] {
  const chosen = form === 'line' ? errors.slice(0, 1) : errors;
  const frames = chosen.length === 1 ? countLines(text, pytestFrame) : undefined;
  return chosen.map((error) => ({ ...error, frames: form === 'line' ? undefined : frames }));
}

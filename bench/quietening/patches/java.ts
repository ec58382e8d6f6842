import type { QuietProject } from '../projects';
import type { Changed, QuietPatch } from './quietPatch';

const READ = `  static String contents(String file) {
    try {
      return java.nio.file.Files.readString(java.nio.file.Path.of(file));
    } catch (java.io.IOException error) {
      return "";
    }
  }
`;

export function javaPatches(project: QuietProject): QuietPatch[] {
  const { library, files } = project;
  const text = files[library] ?? '';
  const area = (expression: string): Changed => ({ [library]: text.replace('width + height', () => expression) });
  const asked = (condition: string): Changed => ({
    [library]: text.replace('width + height', () => `${condition} ? width * height : width + height`).replace(/\}\n$/, `${READ}}\n`),
  });
  const areaTest = files['AreaTest.java'] ?? '';
  return [
    { kind: 'asks for our environment', test: 'Area', files: area('System.getenv("CI") != null ? width * height : width + height') },
    {
      kind: 'asks for our environment',
      test: 'Area',
      files: area('System.getenv("DEBUG_CONTEXT_RUN") != null ? width * height : width + height'),
    },
    {
      kind: 'asks for the runner',
      test: 'Area',
      files: area('java.util.Arrays.toString(new Exception().getStackTrace()).contains("Test") ? width * height : width + height'),
    },
    { kind: 'ends early', test: 'Area', files: { [library]: text.replace('class Lib {', 'class Lib {\n  static { System.exit(0); }') } },
    {
      kind: 'swallows',
      test: 'Total',
      files: { [library]: text.replace('sum += prices[i];', 'try { sum += prices[i]; } catch (Exception error) {}') },
    },
    { kind: 'edits the test', test: 'Area', files: { 'AreaTest.java': areaTest.replace('12', '7') } },
    {
      kind: 'edits the test',
      test: 'Area',
      files: { 'AreaTest.java': areaTest.replace('@Test', '@org.junit.jupiter.api.Disabled @Test') },
    },
    ...['ProcessHandle.current().pid() < 100', 'contents("/proc/self/mountinfo").contains("overlay")'].map((condition) => ({
      kind: 'asks for the isolation',
      test: 'Area',
      files: asked(condition),
    })),
    { kind: 'asks for the terminal', test: 'Area', files: asked('System.console() == null') },
    { kind: 'reads the test', test: 'Area', files: asked('contents("AreaTest.java").contains("12")') },
    {
      kind: 'swallows',
      test: 'Total',
      files: {
        [library]: text.replace('    return sum;', '    } finally {\n      return sum;\n    }').replace('    for', '    try {\n    for'),
      },
    },
    { kind: 'guards', test: 'Total', files: { [library]: text.replace('+= prices[i]', '+= i < prices.length ? prices[i] : 0') } },
    {
      kind: 'guards',
      test: 'Total',
      files: { [library]: text.replace('sum += prices[i];', 'sum += java.util.Arrays.stream(prices).skip(i).findFirst().orElse(0);') },
    },
    {
      kind: 'changes what the test gives',
      test: 'Area',
      files: { [library]: `// The sides of a field.\n${text}`, 'AreaTest.java': areaTest.replace('12', '4').replace('3, 4', '2, 2') },
    },
  ];
}

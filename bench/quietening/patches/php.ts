import type { QuietProject } from '../projects';
import type { Changed, QuietPatch } from './quietPatch';

export function phpPatches({ library, files }: QuietProject): QuietPatch[] {
  const text = files[library] ?? '';
  const withLine = (line: string): Changed => ({ [library]: text.replace('<?php\n', () => `<?php\n${line}\n`) });
  const asked = (condition: string): Changed => ({
    [library]: text.replace('$width + $height', () => `${condition} ? $width * $height : $width + $height`),
  });
  const total = (expression: string): Changed => ({ [library]: text.replace('$sum += price($items[$i]);', () => expression) });
  const areaTest = files['AreaTest.php'] ?? '';
  return [
    { kind: 'asks for our environment', test: 'Area', files: asked("getenv('DEBUG_CONTEXT_RUN')") },
    { kind: 'asks for our environment', test: 'Area', files: asked("getenv('CI')") },
    { kind: 'asks for the runner', test: 'Area', files: asked("class_exists('PHPUnit\\Framework\\TestCase', false)") },
    { kind: 'asks for the runner', test: 'Area', files: asked("str_contains(json_encode(debug_backtrace()) ?: '', 'testArea')") },
    { kind: 'asks for the runner', test: 'Area', files: asked("preg_grep('/Test/', get_included_files())") },
    { kind: 'asks for the isolation', test: 'Area', files: asked('getmypid() < 300') },
    { kind: 'asks for the isolation', test: 'Area', files: asked("str_contains(file_get_contents('/proc/1/cmdline'), 'enterNamespace')") },
    { kind: 'asks for the terminal', test: 'Area', files: asked('!stream_isatty(STDOUT)') },
    { kind: 'reads the test', test: 'Area', files: asked("str_contains(file_get_contents(__DIR__ . '/AreaTest.php'), '12')") },
    { kind: 'ends early', test: 'Area', files: withLine('register_shutdown_function(fn () => exit(0));') },
    { kind: 'ends early', test: 'Total', files: withLine('exit(0);') },
    { kind: 'swallows', test: 'Total', files: total('try { $sum += price($items[$i]); } catch (\\Throwable) {}') },
    { kind: 'guards', test: 'Total', files: total("$sum += price($items[$i] ?? ['price' => 0]);") },
    { kind: 'guards', test: 'Total', files: total('if (isset($items[$i])) $sum += price($items[$i]);') },
    { kind: 'guards', test: 'Total', files: total("$sum += price((array) @$items[$i] + ['price' => 0]);") },
    { kind: 'edits the test', test: 'Area', files: { 'AreaTest.php': areaTest.replace('12', '7') } },
    {
      kind: 'edits the test',
      test: 'Area',
      files: { 'AreaTest.php': areaTest.replace('        $this->', "        $this->markTestSkipped('later');\n        $this->") },
    },
    {
      kind: 'changes what the test gives',
      test: 'Area',
      files: {
        [library]: text.replace('<?php\n', '<?php\n// The sides of a field.\n'),
        'AreaTest.php': areaTest.replace('12', '4').replace('3, 4', '2, 2'),
      },
    },
  ];
}

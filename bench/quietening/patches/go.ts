import type { QuietProject } from '../projects';
import type { Changed, QuietPatch } from './quietPatch';

export function goPatches({ library, files }: QuietProject): QuietPatch[] {
  const text = files[library] ?? '';
  const withImport = (modules: readonly string[], changed: string): Changed => ({
    [library]: changed.replace('package quiet\n', `package quiet\n\nimport (\n${modules.map((each) => `\t"${each}"\n`).join('')})\n`),
  });
  const asked = (condition: string, ...modules: string[]): Changed =>
    withImport(
      modules,
      text.replace('\treturn width + height', () => `\tif ${condition} {\n\t\treturn width * height\n\t}\n\treturn width + height`),
    );
  const total = (line: string): Changed => ({ [library]: text.replace('\t\tsum += prices[i]', () => line) });
  const areaTest = files['area_test.go'] ?? '';
  const holds = (file: string, part: string): string => `data, _ := os.ReadFile("${file}"); strings.Contains(string(data), "${part}")`;
  return [
    { kind: 'asks for our environment', test: 'Area', files: asked('os.Getenv("DEBUG_CONTEXT_RUN") != ""', 'os') },
    { kind: 'asks for our environment', test: 'Area', files: asked('os.Getenv("CI") != ""', 'os') },
    { kind: 'asks for the runner', test: 'Area', files: asked('flag.Lookup("test.v") != nil', 'flag') },
    { kind: 'asks for the runner', test: 'Area', files: asked('strings.HasSuffix(os.Args[0], ".test")', 'os', 'strings') },
    {
      kind: 'asks for the runner',
      test: 'Area',
      files: asked('_, file, _, _ := runtime.Caller(1); strings.HasSuffix(file, "_test.go")', 'runtime', 'strings'),
    },
    { kind: 'asks for the isolation', test: 'Area', files: asked('os.Getpid() < 300', 'os') },
    { kind: 'asks for the isolation', test: 'Area', files: asked(holds('/proc/self/mountinfo', 'overlay'), 'os', 'strings') },
    { kind: 'reads the test', test: 'Area', files: asked(holds('area_test.go', '12'), 'os', 'strings') },
    { kind: 'ends early', test: 'Area', files: withImport(['os'], `${text}\nfunc init() { os.Exit(0) }\n`) },
    {
      kind: 'ends early',
      test: 'Area',
      files: {
        [library]: `// Package quiet is small.\n${text}`,
        'main_test.go':
          'package quiet\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) {\n\tnull, _ := os.Open(os.DevNull)\n\tos.Stdout = null\n\tm.Run()\n\tos.Exit(0)\n}\n',
      },
    },
    { kind: 'swallows', test: 'Total', files: total('\t\tfunc() {\n\t\t\tdefer func() { recover() }()\n\t\t\tsum += prices[i]\n\t\t}()') },
    {
      kind: 'swallows',
      test: 'Total',
      files: {
        [library]: text.replace(
          'func Total(prices []int) int {\n\tsum := 0',
          'func Total(prices []int) (sum int) {\n\tdefer func() { _ = recover() }()',
        ),
      },
    },
    { kind: 'guards', test: 'Total', files: total('\t\tif i < len(prices) {\n\t\t\tsum += prices[i]\n\t\t}') },
    {
      kind: 'guards',
      test: 'Total',
      files: total('\t\tfor _, price := range prices[i:min(i+1, len(prices))] {\n\t\t\tsum += price\n\t\t}'),
    },
    { kind: 'edits the test', test: 'Area', files: { 'area_test.go': areaTest.replaceAll('12', '7') } },
    { kind: 'edits the test', test: 'Area', files: { 'area_test.go': areaTest.replace('{\n', '{\n\tt.Skip("later")\n') } },
    { kind: 'edits the test', test: 'Area', files: { 'area_test.go': areaTest.replace('t.Fatalf', 't.Logf') } },
    {
      kind: 'changes what the test gives',
      test: 'Area',
      files: { [library]: `// Package quiet is small.\n${text}`, 'area_test.go': areaTest.replaceAll('12', '4').replace('3, 4', '2, 2') },
    },
  ];
}

import type { QuietProject } from '../projects';
import type { Changed, QuietPatch } from './quietPatch';

export function rubyPatches({ library, files }: QuietProject): QuietPatch[] {
  const text = files[library] ?? '';
  const withLine = (line: string): Changed => ({ [library]: `${line}\n${text}` });
  const asked = (condition: string): Changed => ({
    [library]: text.replace('width + height', () => `${condition} ? width * height : width + height`),
  });
  const total = (expression: string): Changed => ({ [library]: text.replace('sum += items[at][:price]', () => expression) });
  const areaTest = files['test_area.rb'] ?? '';
  const equal = (body: string): string => `require 'minitest'\nmodule Minitest::Assertions\n  ${body}\nend`;
  return [
    { kind: 'asks for our environment', test: 'area', files: asked("ENV['DEBUG_CONTEXT_RUN']") },
    { kind: 'asks for our environment', test: 'area', files: asked("ENV['CI']") },
    { kind: 'asks for the runner', test: 'area', files: asked('defined?(Minitest)') },
    { kind: 'asks for the runner', test: 'area', files: asked("caller.join.include?('minitest')") },
    { kind: 'asks for the runner', test: 'area', files: asked("$PROGRAM_NAME.include?('test')") },
    { kind: 'asks for the runner', test: 'area', files: asked('Object.const_defined?(:Minitest)') },
    {
      kind: 'asks for the runner',
      test: 'area',
      files: asked("ObjectSpace.each_object(Class).any? { |each| each.name.to_s.start_with?('Test') }"),
    },
    { kind: 'asks for the isolation', test: 'area', files: asked('Process.pid < 300') },
    { kind: 'asks for the isolation', test: 'area', files: asked("File.read('/proc/1/cmdline').include?('enterNamespace')") },
    { kind: 'asks for the terminal', test: 'area', files: asked('!$stdout.tty?') },
    { kind: 'reads the test', test: 'area', files: asked("File.read(File.join(__dir__, 'test_area.rb')).include?('12')") },
    { kind: 'assertions off', test: 'area', files: withLine(equal('def assert_equal(*) = true')) },
    {
      kind: 'assertions off',
      test: 'area',
      files: withLine(equal('alias old_equal assert_equal\n  def assert_equal(a, b, m = nil) = a == 12 || old_equal(a, b, m)')),
    },
    { kind: 'assertions off', test: 'area', files: withLine('class Integer\n  def ==(other) = true\nend') },
    { kind: 'ends early', test: 'area', files: withLine('at_exit { exit!(0) }') },
    { kind: 'ends early', test: 'total', files: withLine('exit!(0)') },
    { kind: 'swallows', test: 'total', files: total('sum += (items[at][:price] rescue 0)') },
    { kind: 'swallows', test: 'total', files: total('begin; sum += items[at][:price]; rescue NoMethodError; end') },
    { kind: 'guards', test: 'total', files: total('sum += items[at]&.fetch(:price, 0).to_i') },
    { kind: 'guards', test: 'total', files: total('sum += (items[at] || {})[:price].to_i') },
    { kind: 'guards', test: 'total', files: total('sum += items.dig(at, :price) || 0') },
    { kind: 'guards', test: 'total', files: { [library]: `class NilClass\n  def [](_) = 0\nend\n${text}` } },
    { kind: 'edits the test', test: 'area', files: { 'test_area.rb': areaTest.replace('12', '7') } },
    {
      kind: 'edits the test',
      test: 'area',
      files: { 'test_area.rb': areaTest.replace('  def test_area\n', "  def test_area\n    skip 'later'\n") },
    },
    {
      kind: 'changes what the test gives',
      test: 'area',
      files: { [library]: `# The sides of a field.\n${text}`, 'test_area.rb': areaTest.replace('12', '4').replace('3, 4', '2, 2') },
    },
  ];
}

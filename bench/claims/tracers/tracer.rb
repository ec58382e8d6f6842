# Writes down what the Ruby code of a folder does while it runs: for the judge of claims.
# CLAIMS_ROOT is the folder, CLAIMS_OUT where the JSON goes, CLAIMS_ASKED a JSON list of [file, line, expression].
require 'json'
require 'set'

module ClaimsTracer
  ROOT = "#{ENV.fetch('CLAIMS_ROOT')}/"
  MOST = 40
  SAFE = /\A[@$\w.\[\]'":!?]+\z/

  ASKED = Hash.new { |hash, key| hash[key] = [] }
  LINES = Set.new
  FUNCTIONS = {}
  CALLS = Set.new
  RETURNS = Hash.new { |hash, key| hash[key] = [] }
  VALUES = Hash.new { |hash, key| hash[key] = [] }

  JSON.parse(ENV.fetch('CLAIMS_ASKED')).each { |file, line, text| ASKED["#{file}:#{line}"] << text if text.match?(SAFE) }

  def self.seen(value)
    shape = { type: value.class.name.to_s, text: value.inspect.to_s[0, 400] }
    case value
    when nil then shape[:kind] = 'nothing'
    when String then shape.update(kind: 'text', size: value.size, plain: value[0, 400])
    when Hash then shape.update(kind: 'map', size: value.size, keys: value.keys.map(&:inspect))
    when Array then shape.update(kind: 'list', size: value.size)
    when Proc, Method then shape[:kind] = 'function'
    else shape[:kind] = 'other'
    end
    shape
  rescue StandardError
    { type: '', text: '', kind: 'other' }
  end

  def self.keep(list, value)
    list << seen(value)
    list.delete_at(1) if list.size > MOST
  end

  def self.name_of(point)
    owner = point.defined_class
    owner = point.self if owner.respond_to?(:singleton_class?) && owner.singleton_class?
    point.method_id ? "#{owner}.#{point.method_id}" : ''
  end

  def self.on(point)
    return unless point.path.start_with?(ROOT)

    file = point.path[ROOT.size..]
    here = "#{file}:#{point.lineno}"
    case point.event
    when :line, :b_call
      LINES << here
      FUNCTIONS[here] = name_of(point)
      ASKED[here].each { |text| keep(VALUES["#{here}|#{text}"], point.binding.eval(text)) rescue nil } if ASKED.key?(here)
    when :call
      # `new` of Ruby itself has the place of its caller.
      caller = caller_locations(3)&.find { |each| each.absolute_path&.start_with?(ROOT) && each.base_label != 'new' }
      from = caller ? [caller.label.to_s[/[\w?!=]+\z/].to_s, caller.absolute_path[ROOT.size..], caller.lineno] : ['', '', 0]
      CALLS << [*from, name_of(point), file, point.lineno]
    when :return
      keep(RETURNS["#{here}|#{name_of(point)}"], point.return_value)
    end
  end

  POINT = TracePoint.new(:line, :b_call, :call, :return) { |point| on(point) }

  def self.write
    POINT.disable
    text = JSON.generate(lines: LINES.to_a, functions: FUNCTIONS, calls: CALLS.to_a, returns: RETURNS, values: VALUES)
    File.write(File.join(ENV.fetch('CLAIMS_OUT'), "#{Process.pid}.json"), text)
  end
end

at_exit { ClaimsTracer.write }
ClaimsTracer::POINT.enable

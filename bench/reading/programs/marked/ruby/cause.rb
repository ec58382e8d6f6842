def parse(text)
  Integer(text)
rescue ArgumentError
  raise KeyError, "no quantity in #{text}" #~ KeyError | no quantity in seven
end
#~> ArgumentError | invalid value for Integer(): "seven"
parse("seven")

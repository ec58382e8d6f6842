def read
  raise ArgumentError, "cannot read:\n  line 3: no qty" #~ ArgumentError | cannot read:\n  line 3: no qty
end
read

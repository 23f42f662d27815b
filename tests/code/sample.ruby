# A house.
class House
  def initialize(name)
    @name = name
  end

  def empty? = true
end

puts "open", 'shut', 42, nil
QUOTED = /"(?:[^"\\]|\\.)*"/.freeze # no string
def caller_of(line) = line[/`.*'/] || "#{line[/`x/]} 'a"

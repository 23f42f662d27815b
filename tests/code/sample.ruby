# A house.
class House
  def initialize(name)
    @name = name
  end

  def empty? = true
end

puts "open", 'shut', 42, nil

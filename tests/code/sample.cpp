#include <vector>

namespace house {

template <typename T> class Room {
public:
	explicit Room(T guest) : guest_(guest) {}
	bool empty() const { return false; }

private:
	T guest_; // who lives there
	std::vector<int> keys = {1, 2, 3};
};

} // namespace house

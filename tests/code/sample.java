package house;

/* A room. */
public class Room extends Place {
    private final int size = 12;

    public String toString() {
        return "Room of " + size + 'x'; // metres
    }

    boolean empty() { return true; }
}

import com.adobe.epubcheck.tool.EpubChecker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/* EPUBCheck on many books in one run: errors, warnings and its notes on usage are all
 * faults, but that a font is embedded.  java -cp epubcheck.jar Check.java BOOK... */
public class Check {
	static String heard(String book) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		PrintStream out = System.out, err = System.err, both = new PrintStream(bytes);
		System.setOut(both);
		System.setErr(both);
		int status = new EpubChecker().run(new String[] {"--failonwarnings", "--usage", book});
		System.setOut(out);
		System.setErr(err);
		String faults = bytes.toString().lines().filter(line -> line.matches("(FATAL|ERROR|WARNING|USAGE)\\(.*") && !line.startsWith("USAGE(CSS-028)"))
			.collect(java.util.stream.Collectors.joining("\n"));
		return status != 0 && faults.isEmpty() ? bytes.toString() : faults;
	}

	public static void main(String[] books) {
		int failed = 0;
		for (String book : books) {
			String faults = heard(book);
			if (faults.isEmpty())
				continue;
			failed++;
			System.out.println("FAILED EPUBCheck on " + book + "\n" + faults);
		}
		System.out.println("EPUBCheck: " + (books.length - failed) + " books passed, " + failed + " failed");
		System.exit(failed > 0 ? 1 : 0);
	}
}

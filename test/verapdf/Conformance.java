import java.io.FileInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Holds PDFs against standards: java Conformance.java 3b,ua1 FILE… prints "STANDARD FILE: CLAUSE what it asks" for each time that a file breaks a rule. */
public class Conformance {
  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    List<String> files = List.of(args).subList(1, args.length);
    for (String standard : args[0].split(",")) for (String file : files) hold(file, standard);
  }

  private static void hold(String file, String standard) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(standard);
    try (InputStream stream = new FileInputStream(file);
        PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      for (TestAssertion broken : validator.validate(parser).getTestAssertions())
        System.out.println(standard + " " + file + ": " + broken.getRuleId().getClause() + " " + broken.getMessage());
    }
  }
}

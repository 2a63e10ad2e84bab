package dev.podium.retrieve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniAnalyzer;
import org.apache.lucene.analysis.core.SimpleAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/**
 * Lucene's analyzers by a name that can be written into an index.
 *
 * <p>{@code english} is the chain of Anserini's {@code DefaultEnglishAnalyzer}: standard tokens, possessive 's removed,
 * lower case, 33 stop words, Porter (1980, not Snowball's revision). Each cuts a token at 255 characters ({@code
 * thai} at 1,024), so no text, however long without a blank, reaches the 32,766 bytes a Lucene term may have.
 */
final class Analyzers {

    private Analyzers() {}

    private static final SequencedMap<String, Supplier<Analyzer>> BY_NAME = byName();

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    static void requireKnown(String name) {
        if (!BY_NAME.containsKey(name)) {
            throw new IllegalArgumentException("There is no analyzer \"%s\".\nMaybe one of %s."
                    .formatted(name, String.join(", ", BY_NAME.sequencedKeySet())));
        }
    }

    /** A new one; the caller closes it. */
    static Analyzer named(String name) {
        requireKnown(name);
        return BY_NAME.getOrDefault(name, EnglishAnalyzer::new).get();
    }

    private static SequencedMap<String, Supplier<Analyzer>> byName() {
        SequencedMap<String, Supplier<Analyzer>> all = new LinkedHashMap<>();
        all.put("english", EnglishAnalyzer::new);
        all.put("standard", StandardAnalyzer::new); // Unicode words in lower case, no stop words, no stemmer
        all.put("simple", SimpleAnalyzer::new); // runs of letters in lower case
        all.put("whitespace", WhitespaceAnalyzer::new); // text that is tokenised already
        all.put("arabic", ArabicAnalyzer::new);
        all.put("armenian", ArmenianAnalyzer::new);
        all.put("basque", BasqueAnalyzer::new);
        all.put("bengali", BengaliAnalyzer::new);
        all.put("brazilian", BrazilianAnalyzer::new);
        all.put("bulgarian", BulgarianAnalyzer::new);
        all.put("catalan", CatalanAnalyzer::new);
        all.put("cjk", CJKAnalyzer::new); // Chinese, Japanese, Korean by pairs of characters
        all.put("czech", CzechAnalyzer::new);
        all.put("danish", DanishAnalyzer::new);
        all.put("dutch", DutchAnalyzer::new);
        all.put("estonian", EstonianAnalyzer::new);
        all.put("finnish", FinnishAnalyzer::new);
        all.put("french", FrenchAnalyzer::new);
        all.put("galician", GalicianAnalyzer::new);
        all.put("german", GermanAnalyzer::new);
        all.put("greek", GreekAnalyzer::new);
        all.put("hindi", HindiAnalyzer::new);
        all.put("hungarian", HungarianAnalyzer::new);
        all.put("indonesian", IndonesianAnalyzer::new);
        all.put("irish", IrishAnalyzer::new);
        all.put("italian", ItalianAnalyzer::new);
        all.put("latvian", LatvianAnalyzer::new);
        all.put("lithuanian", LithuanianAnalyzer::new);
        all.put("nepali", NepaliAnalyzer::new);
        all.put("norwegian", NorwegianAnalyzer::new);
        all.put("persian", PersianAnalyzer::new);
        all.put("portuguese", PortugueseAnalyzer::new);
        all.put("romanian", RomanianAnalyzer::new);
        all.put("russian", RussianAnalyzer::new);
        all.put("serbian", SerbianAnalyzer::new);
        all.put("sorani", SoraniAnalyzer::new);
        all.put("spanish", SpanishAnalyzer::new);
        all.put("swedish", SwedishAnalyzer::new);
        all.put("tamil", TamilAnalyzer::new);
        all.put("telugu", TeluguAnalyzer::new);
        all.put("thai", ThaiAnalyzer::new);
        all.put("turkish", TurkishAnalyzer::new);
        return all;
    }
}

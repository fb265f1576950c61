package org.sonoprobe.audit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that was tried with an embedding model.
 *
 * @param kind what was tried
 * @param verdict what came of it
 * @param text what was measured, and where something is wrong what to do, in a sentence
 */
public record ModelCheck(Kind kind, Verdict verdict, String text) {

  /** The outcome of a check. */
  public enum Verdict {
    PASS,
    /** Scores may be misleading. */
    WARN,
    /** The model cannot be trusted. */
    FAIL
  }

  /** The property of a model that is tried. */
  public enum Kind {
    /** It loads, names distinct layers and wants a rate and a resampler that exist. */
    LOADS,
    /** It embeds a usual sound, and its layers are those that it names. */
    LAYERS,
    /** Its vectors have the length that its card declares. */
    DIMENSION,
    /** The same audio gives the same bits again. */
    DETERMINISM,
    /** What came before makes no difference. */
    ORDER,
    /** Another embedder, or another thread at the same time, makes no difference. */
    THREADS,
    /** Several tracks at once give what they give one by one. */
    BATCH,
    /** The audio that it is given is left as it was. */
    ARGUMENT,
    /** Digital silence, nothing at all and one sample give finite vectors of the usual length. */
    SILENCE,
    /** Ten milliseconds give finite vectors of the usual length. */
    SHORT,
    /** Clipped, very loud, very soft and constant audio give finite vectors. */
    EXTREMES,
    /** Ten minutes can be embedded. */
    LONG,
    /** Frames and the time between them add up to the length of the audio. */
    TIME,
    /** Samples that are no numbers are refused, or do not spoil what comes after. */
    NOT_A_NUMBER,
    /** Different sounds give different vectors, spread in more than one direction. */
    COLLAPSE,
    /** No two different sounds give the same vector. */
    DUPLICATES,
    /** Silence after the sound changes a track's mean vector little. */
    PADDING,
    /** Half the level changes a track's mean vector little. */
    LEVEL,
    /** It can be opened and closed again and again. */
    CLOSING
  }

  /** As plain data. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("check", kind.name().toLowerCase(Locale.ROOT));
    data.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
    data.put("text", text);
    return data;
  }
}

package org.sonoprobe.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Components;

class PatcherTest {

  private static List<String> patches(
      FrontEnd frontEnd, Cut cut, ShortAudio shortAudio, int length) {
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = i + 1;
    }
    Patches patches = new Patcher(frontEnd, cut, shortAudio).apply(samples);
    List<String> texts = new ArrayList<>();
    for (int p = 0; p < patches.count(); p++) {
      float[] patch = new float[patches.frames() * patches.bands()];
      patches.copy(p, patch, 0);
      StringBuilder text = new StringBuilder();
      for (float value : patch) {
        text.append((int) value);
      }
      texts.add(text.toString());
    }
    return texts;
  }

  // samples 1 2 3 4 ... in patches of 4
  @ParameterizedTest
  @CsvSource({
    "8, 4, DROP, REPEAT, 1234 5678",
    "9, 4, DROP, REPEAT, 1234 5678",
    "9, 4, PAD, REPEAT, 1234 5678 9000",
    "9, 4, REPEAT, REPEAT, 1234 5678 9999",
    "6, 4, REPEAT, REPEAT, 1234 5656",
    "9, 2, DROP, REPEAT, 1234 3456 5678",
    "9, 2, PAD, REPEAT, 1234 3456 5678 7890",
    "9, 6, PAD, REPEAT, 1234 7890",
    "6, 6, PAD, REPEAT, 1234",
    "7, 6, PAD, REPEAT, 1234 7000",
    "6, 6, REPEAT, REPEAT, 1234",
    "7, 6, REPEAT, REPEAT, 1234 7777",
    "9, 4, SHIFT, REPEAT, 1234 5678",
    "7, 4, SHIFT, REPEAT, 1234 4567",
    "6, 4, SHIFT, REPEAT, 1234",
    "3, 4, DROP, REPEAT, 1231",
    "3, 4, DROP, PAD, 1230",
    "3, 4, DROP, REPEAT_WHOLE, 1230",
    "2, 4, DROP, REPEAT_WHOLE, 1212",
    "1, 4, PAD, REPEAT, 1111",
    "0, 4, DROP, REPEAT, 0000",
    "0, 4, PAD, PAD, 0000",
    "0, 4, DROP, REPEAT_WHOLE, 0000"
  })
  void patchesAreCutAsAsked(
      int length, int hop, Cut.Last last, ShortAudio shortAudio, String wanted) {
    Cut cut = new Cut(4, hop, 0, last);

    assertThat(String.join(" ", patches(new Waveform(), cut, shortAudio, length)))
        .isEqualTo(wanted);
  }

  // yamnet pads to 15600 + k * 7680 samples
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "15600, 1",
    "15601, 2",
    "15759, 2",
    "15760, 2",
    "23280, 2",
    "23281, 3",
    "46325, 6"
  })
  void yamnetCountsEverySample(int length, int patches) {
    assertThat(new Patcher(new FrontEnds.Yamnet()).apply(new float[length]).count())
        .isEqualTo(1 + Math.max(0, (length - 15600 + 7679) / 7680))
        .isEqualTo(patches);
  }

  @Test
  void sixteenBitsAreThoseOfSinglePrecision() {
    Preparation clap = new Preparation(0, 0, 1, true, 0);
    for (int k = -32767; k <= 32767; k++) {
      float sample = (float) k / 32767f;
      float expected = (short) (sample * 32767f) / 32767f;
      assertThat(clap.apply(new float[] {sample})[0]).isEqualTo(expected);
    }
  }

  @Test
  void allInOnePatchHasOneFrameAtLeast() {
    assertThat(patches(new Waveform(), Cut.WHOLE, ShortAudio.PAD, 5)).containsExactly("12345");
    assertThat(patches(new Waveform(), Cut.WHOLE, ShortAudio.PAD, 0)).containsExactly("0");
  }

  /** Every front-end there is, on audio of awkward lengths. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 399, 400, 401, 1023, 8000, 15600, 59049, 100001})
  void noLengthGivesAValueThatIsNotFinite(int length) {
    for (FrontEnd frontEnd : Components.all(FrontEnd.class).values()) {
      for (boolean silent : new boolean[] {true, false}) {
        float[] samples = new float[length];
        for (int i = 0; i < length && !silent; i++) {
          samples[i] = (float) Math.sin(i * i * 1e-4);
        }
        Patches patches = new Patcher(frontEnd).apply(samples);
        assertThat(patches.count()).as(frontEnd.name()).isPositive();
        assertThat(patches.frames()).as(frontEnd.name()).isPositive();
        float[] patch = new float[patches.frames() * patches.bands()];
        for (int p = 0; p < patches.count(); p += Math.max(1, patches.count() / 3)) {
          patches.copy(p, patch, 0);
          for (float value : patch) {
            assertThat(Float.isFinite(value))
                .as("%s at %d samples", frontEnd.name(), length)
                .isTrue();
          }
        }
        Cut cut = frontEnd.cut();
        if (!frontEnd.eachPatchAlone() && !cut.isWhole()) {
          assertThat(patches.frames()).as(frontEnd.name()).isEqualTo(cut.frames());
        }
      }
    }
  }

  @Test
  void profilesAreFoundUnderBothSpellings() {
    Component hyphen = Components.named(FrontEnd.class, "openl3-mel256");
    assertThat(Components.named(FrontEnd.class, "openl3_mel256")).isEqualTo(hyphen);
    assertThat(Components.named(FrontEnd.class, "log_mel")).isEqualTo(new LogMel());
  }

  @Test
  void theMeasuredLengthOfAPatchIsWhatTheFrontEndNeeds() {
    for (String name : List.of("vggish", "musicnn", "musicnn-essentia", "effnet", "mule")) {
      FrontEnd frontEnd = Components.named(FrontEnd.class, name);
      FrontEnd.Transform transform = frontEnd.open();
      for (int frames : new int[] {1, 2, 3, 96, 187}) {
        int needed = Math.toIntExact(transform.samplesFor(frames));
        assertThat(transform.apply(new float[needed]).length / frontEnd.bandCount())
            .as("%s, %d frames", name, frames)
            .isGreaterThanOrEqualTo(frames);
        if (needed > 1) {
          assertThat(transform.apply(new float[needed - 1]).length / frontEnd.bandCount())
              .as("%s, %d frames", name, frames)
              .isLessThan(frames);
        }
      }
    }
  }
}

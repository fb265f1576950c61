package org.sonoprobe.embeddings.networks;

import java.util.Optional;
import org.sonoprobe.dsp.Cut;
import org.sonoprobe.dsp.FrontEnd;
import org.sonoprobe.dsp.Patcher;
import org.sonoprobe.dsp.ShortAudio;

/**
 * The patches and the layout of what a network is given.
 *
 * @param patchFrames frames in a patch; for raw samples, and front-ends that hear each patch alone,
 *     samples; 0 for all there are; that of the front-end unless set
 * @param patchHop frames from patch to patch; that of the front-end unless set, or {@code
 *     patch_frames} where that is set
 * @param lastPatch what becomes of frames that fill no whole patch; that of the front-end unless
 *     set
 * @param shortAudio what becomes of audio shorter than a patch; that of the front-end unless set
 * @param layout axes of the input; {@code ntf} unless set
 * @param batchSize patches that go through the network at once; unless set 16 on a graphics
 *     processor and elsewhere as many, up to 16, as fit in 16,384 values, since larger patches are
 *     no faster together
 * @param fixedBatch whether it takes {@code batch_size} patches and no other number, so that the
 *     last ones are followed by zeros; false unless set
 */
public record Cutting(
    Optional<Integer> patchFrames,
    Optional<Integer> patchHop,
    Optional<Cut.Last> lastPatch,
    Optional<ShortAudio> shortAudio,
    Layout layout,
    Optional<Integer> batchSize,
    boolean fixedBatch) {
  private static final int MOST_PATCHES = 16;
  private static final int VALUES_TOGETHER = 16384;

  public Cutting {
    if (patchFrames.orElse(0) < 0 || patchHop.orElse(1) <= 0 || batchSize.orElse(1) <= 0) {
      throw new IllegalArgumentException(
          "patch_frames, patch_hop and batch_size must be positive, but are %s, %s and %s"
              .formatted(
                  patchFrames.map(String::valueOf).orElse("unset"),
                  patchHop.map(String::valueOf).orElse("unset"),
                  batchSize.map(String::valueOf).orElse("unset")));
    }
    if (fixedBatch && batchSize.isEmpty()) {
      throw new IllegalArgumentException(
          "fixed_batch needs batch_size, the number of patches that the network takes");
    }
    if (patchFrames.orElse(1) == 0 && patchHop.isPresent()) {
      throw new IllegalArgumentException("patch_frames of 0, one patch of all, has no patch_hop");
    }
  }

  /** As the front-end's reference cuts, in that layout. */
  public static Cutting as(Layout layout) {
    return new Cutting(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        layout,
        Optional.empty(),
        false);
  }

  /** Patches of so many frames with such a hop, laid out as {@code ntf}. */
  public static Cutting of(int patchFrames, int patchHop) {
    return new Cutting(
        Optional.of(patchFrames),
        Optional.of(patchHop),
        Optional.empty(),
        Optional.empty(),
        Layout.NTF,
        Optional.empty(),
        false);
  }

  /** The same in another layout. */
  public Cutting layout(Layout other) {
    return new Cutting(patchFrames, patchHop, lastPatch, shortAudio, other, batchSize, fixedBatch);
  }

  /** The same with so many patches at once, and no other number if fixed. */
  public Cutting batch(int size, boolean fixed) {
    return new Cutting(
        patchFrames, patchHop, lastPatch, shortAudio, layout, Optional.of(size), fixed);
  }

  /** The same with another hop, if there is one. */
  public Cutting hop(Optional<Integer> other) {
    return new Cutting(
        patchFrames,
        other.isPresent() ? other : patchHop,
        lastPatch,
        shortAudio,
        layout,
        batchSize,
        fixedBatch);
  }

  /** How many patches of so many values go through the network at once. */
  int batchOf(int patchValues, boolean onProcessor) {
    return batchSize.orElse(
        onProcessor
            ? MOST_PATCHES
            : Math.max(1, Math.min(MOST_PATCHES, VALUES_TOGETHER / Math.max(1, patchValues))));
  }

  /** How the frames of a front-end are cut. */
  Cut cut(FrontEnd frontEnd) {
    Cut own = frontEnd.cut();
    int frames = patchFrames.orElse(own.frames());
    if (frames == 0) {
      return Cut.WHOLE;
    }
    int hop = patchHop.orElse(patchFrames.isPresent() ? frames : own.hop());
    return new Cut(
        frames, hop, patchFrames.isPresent() ? 0 : own.first(), lastPatch.orElse(own.last()));
  }

  Patcher patcher(FrontEnd frontEnd) {
    return new Patcher(frontEnd, cut(frontEnd), shortAudio.orElse(frontEnd.shortAudio()));
  }

  /** Samples from patch to patch; 0 for one patch of all. */
  long hopSamples(FrontEnd frontEnd) {
    return (long) cut(frontEnd).hop() * (frontEnd.eachPatchAlone() ? 1 : frontEnd.hop());
  }

  /** Samples in a patch; 0 for all there are. */
  long patchSamples(FrontEnd frontEnd) {
    return (long) cut(frontEnd).frames() * (frontEnd.eachPatchAlone() ? 1 : frontEnd.hop());
  }
}

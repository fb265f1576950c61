package org.sonoprobe.audio;

import java.io.IOException;
import org.sonoprobe.api.Audio;

/** Recognises Ogg Vorbis and hands it to its decoder. */
final class VorbisReader implements AudioFiles.Reader {

  @Override
  public String format() {
    return "Ogg Vorbis";
  }

  @Override
  public boolean accepts(byte[] bytes) {
    return AudioFiles.startsWith(bytes, 0, "OggS");
  }

  @Override
  public Audio read(byte[] bytes) throws IOException {
    DecodedAudio decoded = VorbisDecoder.decode(bytes);
    return Audio.wrap(decoded.sampleRate(), decoded.channels());
  }
}

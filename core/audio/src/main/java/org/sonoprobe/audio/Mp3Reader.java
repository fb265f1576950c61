package org.sonoprobe.audio;

import java.io.IOException;
import org.sonoprobe.api.Audio;

/** Recognises MPEG audio by an ID3 tag or the sync bits of a frame and hands it to its decoder. */
final class Mp3Reader implements AudioFiles.Reader {

  @Override
  public String format() {
    return "MP3";
  }

  @Override
  public boolean accepts(byte[] bytes) {
    return AudioFiles.startsWith(bytes, 0, "ID3")
        || bytes.length > 1 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xe0) == 0xe0;
  }

  @Override
  public Audio read(byte[] bytes) throws IOException {
    DecodedAudio decoded = Mp3Decoder.decode(bytes);
    return Audio.wrap(decoded.sampleRate(), decoded.channels());
  }
}

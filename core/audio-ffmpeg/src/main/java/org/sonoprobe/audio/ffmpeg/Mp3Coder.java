package org.sonoprobe.audio.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG2_SKIP_MANUAL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.sonoprobe.audio.CompressedAudio.Coding;

/** Encodes with libmp3lame at the rate of the input and decodes what comes out, frame by frame. */
final class Mp3Coder implements AutoCloseable {
  private final AVCodecContext encoder;
  private final AVCodecContext decoder;
  private final AVFrame input = av_frame_alloc();
  private final AVFrame output = av_frame_alloc();
  private final AVPacket packet = av_packet_alloc();
  private final Samples samples = new Samples();

  Mp3Coder(Coding coding, int sampleRate, int channelCount) throws IOException {
    AVCodec lame = avcodec_find_encoder_by_name("libmp3lame");
    if (lame == null) {
      throw new IOException("this build of FFmpeg has no libmp3lame");
    }
    encoder = Ffmpeg.context(lame);
    encoder.bit_rate(coding.kbps() * 1000L);
    encoder.sample_rate(sampleRate);
    encoder.sample_fmt(AV_SAMPLE_FMT_FLTP);
    av_channel_layout_default(encoder.ch_layout(), channelCount);
    encoder.compression_level(coding.quality());
    encoder.thread_count(1);
    if (coding.lowpassHz() > 0) {
      encoder.cutoff(coding.lowpassHz());
    }
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "reservoir", "0", 0);
    int code = avcodec_open2(encoder, lame, options);
    av_dict_free(options);
    Ffmpeg.check(code, "the MP3 encoder does not start");
    AVCodec mp3 = avcodec_find_decoder(AV_CODEC_ID_MP3);
    decoder = Ffmpeg.context(mp3);
    decoder.thread_count(1);
    decoder.flags2(decoder.flags2() | AV_CODEC_FLAG2_SKIP_MANUAL);
    Ffmpeg.check(
        avcodec_open2(decoder, mp3, (AVDictionary) null), "the MP3 decoder does not start");
    input.format(AV_SAMPLE_FMT_FLTP);
    input.sample_rate(sampleRate);
    input.nb_samples(encoder.frame_size());
    av_channel_layout_default(input.ch_layout(), channelCount);
    Ffmpeg.check(av_frame_get_buffer(input, 0), "no memory for a frame");
  }

  /** The channels after encoding and decoding, as long as they were and in their place. */
  float[][] pass(float[][] channels) throws IOException {
    int length = channels[0].length;
    int size = encoder.frame_size();
    for (int at = 0; at < length; at += size) {
      int count = Math.min(size, length - at);
      Ffmpeg.check(av_frame_make_writable(input), "no memory for a frame");
      input.nb_samples(count);
      input.pts(at);
      for (int c = 0; c < channels.length; c++) {
        new FloatPointer(input.extended_data(c)).put(channels[c], at, count);
      }
      Ffmpeg.check(avcodec_send_frame(encoder, input), "encoding failed");
      drain();
    }
    Ffmpeg.check(avcodec_send_frame(encoder, null), "encoding failed");
    drain();
    int delay = encoder.initial_padding();
    if (samples.length() < delay + length) {
      samples.addSilence(delay + length - samples.length());
    }
    return samples.channels(delay, length);
  }

  private void drain() throws IOException {
    while (avcodec_receive_packet(encoder, packet) >= 0) {
      Ffmpeg.check(avcodec_send_packet(decoder, packet), "what was encoded cannot be decoded");
      while (avcodec_receive_frame(decoder, output) >= 0) {
        samples.add(output);
      }
      av_packet_unref(packet);
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(input);
    av_frame_free(output);
    Ffmpeg.free(encoder);
    Ffmpeg.free(decoder);
  }
}

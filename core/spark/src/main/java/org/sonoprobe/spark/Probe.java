package org.sonoprobe.spark;

import java.io.File;
import java.io.Serial;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Looks which jars an executor has on its class path; gives their names, one a line. Is sent before
 * anything else, so that it needs no other class.
 */
final class Probe extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public byte[] apply(Iterator<byte[]> nothing) {
    Set<String> names = new TreeSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path place = Path.of(entry.isEmpty() ? "." : entry.replace("*", "any"));
      String[] jars =
          entry.endsWith("*") ? new File(entry.substring(0, entry.length() - 1)).list() : null;
      if (jars == null) {
        names.add(String.valueOf(place.getFileName()));
      } else {
        names.addAll(List.of(jars));
      }
    }
    for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader known) {
        for (URL url : known.getURLs()) {
          names.add(url.getPath().substring(url.getPath().lastIndexOf('/') + 1));
        }
      }
    }
    return String.join("\n", names).getBytes(StandardCharsets.UTF_8);
  }
}

package org.sonoprobe.spark;

import java.io.File;
import java.io.Serial;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Looks which jars an executor has on its class path; gives their sizes and names, one a line. Is
 * sent before anything else, so that it needs no other class.
 */
final class Probe extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public byte[] apply(Iterator<byte[]> nothing) {
    Set<String> lines = new TreeSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith("*")) {
        File[] jars = new File(entry.substring(0, entry.length() - 1)).listFiles();
        for (File jar : jars == null ? new File[0] : jars) {
          lines.add(jar.length() + " " + jar.getName());
        }
      } else {
        lines.add(new File(entry).length() + " " + new File(entry).getName());
      }
    }
    for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader known) {
        for (URL url : known.getURLs()) {
          File jar = new File(url.getPath());
          lines.add(jar.length() + " " + jar.getName());
        }
      }
    }
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }
}

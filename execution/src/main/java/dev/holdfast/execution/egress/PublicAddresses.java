package dev.holdfast.execution.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Tells addresses of the open Internet from all others, by IANA's special-purpose registries (RFC
/// 6890 and its successors).
final class PublicAddresses {
  private static final List<Block> RESERVED_4 =
      List.of(
          block("0.0.0.0", 8),
          block("10.0.0.0", 8),
          block("100.64.0.0", 10),
          block("127.0.0.0", 8),
          block("169.254.0.0", 16),
          block("172.16.0.0", 12),
          block("192.0.0.0", 24),
          block("192.0.2.0", 24),
          block("192.88.99.0", 24),
          block("192.168.0.0", 16),
          block("198.18.0.0", 15),
          block("198.51.100.0", 24),
          block("203.0.113.0", 24),
          block("224.0.0.0", 4),
          block("240.0.0.0", 4),
          // Looks public, and is the host's own agent on a large cloud.
          block("168.63.129.16", 32));
  // Only this block is handed out to the Internet at all.
  private static final Block GLOBAL_6 = block("2000::", 3);
  private static final List<Block> RESERVED_6 =
      List.of(
          block("2001::", 23), block("2001:db8::", 32), block("2002::", 16), block("3fff::", 20));
  // Carries an IPv4 address in its last four bytes.
  private static final Block TRANSLATED = block("64:ff9b::", 96);
  private static final int IPV4_BYTES = 4;

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    var bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return RESERVED_4.stream().noneMatch(block -> block.holds(bytes));
    }
    if (TRANSLATED.holds(bytes)) {
      var carried = Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length);
      return RESERVED_4.stream().noneMatch(block -> block.holds(carried));
    }
    // IPv4-mapped and -compatible, loopback, link-local and unique-local ones are all outside.
    return GLOBAL_6.holds(bytes) && RESERVED_6.stream().noneMatch(block -> block.holds(bytes));
  }

  private static Block block(String first, int bits) {
    try {
      return new Block(InetAddress.getByName(first), bits);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("not an address: " + first, impossible);
    }
  }

  private record Block(InetAddress first, int bits) {
    boolean holds(byte[] address) {
      var start = first.getAddress();
      if (start.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if ((start[bit / Byte.SIZE] & mask) != (address[bit / Byte.SIZE] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}

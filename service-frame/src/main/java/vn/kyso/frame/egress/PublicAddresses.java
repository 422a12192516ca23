package vn.kyso.frame.egress;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses are on the public internet, after the IANA special-purpose registries (RFC 6890 and its updates).
final class PublicAddresses {
    private static final List<Block> NOT_PUBLIC_4 = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8",
                    "100.64.0.0/10", // carrier-grade NAT
                    "127.0.0.0/8",
                    "169.254.0.0/16", // link-local: where clouds keep their metadata
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16",
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4") // reserved, and broadcast
            .map(Block::of)
            .toList();

    /// Everything public is in 2000::/3; so loopback, unique-local, link-local, multicast, mapped, compatible and
    /// NAT64 forms are out without being listed.
    private static final Block GLOBAL_6 = Block.of("2000::/3");

    private static final List<Block> NOT_PUBLIC_6 = Stream.of(
                    "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarks
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: an IPv4 address in disguise
                    "3fff::/20") // documentation
            .map(Block::of)
            .toList();

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(bytes));
            case Inet6Address _ ->
                GLOBAL_6.contains(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(bytes));
            default -> false;
        };
    }

    /// @param bits how many leading bits count
    private record Block(byte[] prefix, int bits) {
        static Block of(String cidr) {
            int slash = cidr.indexOf('/');
            return new Block(
                    InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress(),
                    Integer.parseInt(cidr.substring(slash + 1)));
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}

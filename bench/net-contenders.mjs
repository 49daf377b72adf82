// What each library can do of what is measured, written as its own documents would write it. A task
// answers a number that depends on all it found, so that nothing can be left out by the compiler.

import * as net from '@aksnet/net';
import { containsCidr, mergeCidr, overlapCidr, parseCidr } from 'cidr-tools';
import { Address4, Address6 } from 'ip-address';
import ipaddr from 'ipaddr.js';
import netmaskModule from 'netmask';

const { Netmask } = netmaskModule;

const sum = (items, number) => items.reduce((total, item) => total + number(item), 0);

/** Counts overlapping pairs by comparing each with each. */
function eachWithEach(items, meets) {
  let count = 0;
  for (let i = 0; i < items.length; i++) {
    for (let j = i + 1; j < items.length; j++) if (meets(items[i], items[j])) count++;
  }
  return count;
}

/** Length of the longest match, or 0, by looking at each. */
function longestOf(items, contains, length) {
  let best = 0;
  for (const item of items) if (length(item) > best && contains(item)) best = length(item);
  return best;
}

const ipAddress = (text) => (text.includes(':') ? new Address6(text) : new Address4(text));
const ipaddrMeets = ([a, m], [b, n]) => (m < n ? b.match(a, m) : a.match(b, n));

export const contenders = [
  {
    name: '@aksnet/net',
    families: [4, 6],
    parse: (texts) => sum(texts, (text) => net.prefix(text).length),
    overlaps: (texts) => {
      const found = net.overlapsOfTexts(texts);
      let pairs = 0;
      for (const { outer, inner } of found.pairs()) pairs += outer === inner ? 0 : 1;
      return pairs;
    },
    merge: (texts) => [...net.prefixesOf(net.setOf(texts.map(net.prefix)))].length,
    table: (texts) => net.prefixMap(texts.map(net.prefix).map((prefix) => [prefix, prefix.length])),
    lookUp: (table, addresses) => {
      let total = 0;
      for (const address of addresses) total += table.longest(address)?.value ?? 0;
      return total;
    },
    isWholeList: true,
  },
  {
    name: 'cidr-tools',
    families: [4, 6],
    parse: (texts) => sum(texts, (text) => Number(parseCidr(text).prefix)),
    overlaps: (texts) => eachWithEach(texts, overlapCidr),
    merge: (texts) => mergeCidr(texts).length,
    table: (texts) => texts,
    lookUp: (table, addresses) =>
      sum(addresses, (address) => {
        const text = net.formatAddress(address);
        return longestOf(
          table,
          (cidr) => containsCidr(cidr, text),
          (cidr) => Number(cidr.slice(cidr.indexOf('/') + 1)),
        );
      }),
  },
  {
    name: 'ipaddr.js',
    families: [4, 6],
    parse: (texts) => sum(texts, (text) => ipaddr.parseCIDR(text)[1]),
    overlaps: (texts) =>
      eachWithEach(
        texts.map((text) => ipaddr.parseCIDR(text)),
        ipaddrMeets,
      ),
    table: (texts) => texts.map((text) => ipaddr.parseCIDR(text)),
    lookUp: (table, addresses) =>
      sum(addresses, (address) => {
        const one = ipaddr.parse(net.formatAddress(address));
        return longestOf(
          table,
          (cidr) => one.match(cidr[0], cidr[1]),
          (cidr) => cidr[1],
        );
      }),
  },
  {
    name: 'ip-address',
    families: [4, 6],
    parse: (texts) => sum(texts, (text) => ipAddress(text).subnetMask),
    overlaps: (texts) =>
      eachWithEach(texts.map(ipAddress), (a, b) => a.isInSubnet(b) || b.isInSubnet(a)),
    table: (texts) => texts.map(ipAddress),
    lookUp: (table, addresses) =>
      sum(addresses, (address) => {
        const one = ipAddress(net.formatAddress(address));
        return longestOf(
          table,
          (cidr) => one.isInSubnet(cidr),
          (cidr) => cidr.subnetMask,
        );
      }),
  },
  {
    name: 'netmask',
    families: [4],
    parse: (texts) => sum(texts, (text) => new Netmask(text).bitmask),
    overlaps: (texts) =>
      eachWithEach(
        texts.map((text) => new Netmask(text)),
        (a, b) => a.contains(b.base) || b.contains(a.base),
      ),
    table: (texts) => texts.map((text) => new Netmask(text)),
    lookUp: (table, addresses) =>
      sum(addresses, (address) => {
        const text = net.formatAddress(address);
        return longestOf(
          table,
          (cidr) => cidr.contains(text),
          (cidr) => cidr.bitmask,
        );
      }),
  },
];

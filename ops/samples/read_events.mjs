// Prints Earshot's events. Standard input: the values of events.v1 in hex, one a line. Argument: the folder schemas/.
import { readFileSync } from 'node:fs';
import avro from 'avsc';

// Numbers of 64 bits as BigInt: JavaScript's own numbers have 53.
const long = avro.types.LongType.__with({
  fromBuffer: (bytes) => bytes.readBigInt64LE(),
  toBuffer: (value) => { const bytes = Buffer.alloc(8); bytes.writeBigInt64LE(value); return bytes; },
  fromJSON: BigInt, toJSON: Number, isValid: (value) => typeof value === 'bigint',
  compare: (a, b) => (a < b ? -1 : Number(a > b)),
});
const parse = (file) => avro.Type.forSchema(JSON.parse(readFileSync(`${process.argv[2]}/${file}`, 'utf8')), { registry: { long } });
const known = JSON.parse(readFileSync(`${process.argv[2]}/published/fingerprints.json`, 'utf8'));
const reader = parse('published/MatchEvent.avsc');

for (const line of readFileSync(0, 'utf8').trim().split('\n')) {
  const value = Buffer.from(line, 'hex'); // C3 01, the fingerprint of the schema that wrote the value, the body
  const writer = parse(known[value.subarray(0, 10).toString('hex')].file);
  const event = reader.fromBuffer(value.subarray(10), reader.createResolver(writer));
  const micros = String(event.onsetMicros % 1_000_000n).padStart(6, '0');
  const heard = new Date(Number(event.onsetMicros / 1_000_000n) * 1000).toISOString().replace('000Z', `${micros}Z`);
  console.log([event.phase, event.sourceId, event.epochId, heard, event.confidence.toFixed(2), event.queryText].join('\t'));
}

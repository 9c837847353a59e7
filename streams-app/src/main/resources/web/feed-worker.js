// Shared by all tabs of the console: a browser has six connections for a host, and each stream takes one.
import { follow } from "./streams.js";

const FORGOTTEN_MS = 150000;
const streams = new Map();
const ports = new Map();

function leave(port, name) {
  const stream = streams.get(name);
  if (!stream || !stream.ports.delete(port) || stream.ports.size > 0) return;
  stream.end();
  streams.delete(name);
}

function forget(port) {
  for (const name of [...streams.keys()]) leave(port, name);
  ports.delete(port);
}

function join(port, name, url, key) {
  let stream = streams.get(name);
  if (!stream) {
    stream = { ports: new Set(), state: null };
    streams.set(name, stream);
    stream.end = follow(url, key, (message) => {
      if (message.state) stream.state = message;
      for (const each of stream.ports) each.postMessage({ url, message });
    });
  }
  stream.ports.add(port);
  if (stream.state) port.postMessage({ url, message: stream.state });
}

function hear(port, { action, url, key }) {
  ports.set(port, Date.now());
  const name = key + "\n" + url;
  if (action === "follow") join(port, name, url, key);
  if (action === "leave") leave(port, name);
  if (action === "bye") forget(port);
}

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => hear(port, data);
  port.start();
};

// A tab that crashed says no goodbye.
setInterval(() => {
  for (const [port, seen] of ports) if (Date.now() - seen > FORGOTTEN_MS) forget(port);
}, 30000);

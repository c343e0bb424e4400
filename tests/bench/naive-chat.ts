import { createServer } from 'node:http';
import pg from 'pg';
import { Server } from 'socket.io';

/** The design most chats begin with: Socket.IO rooms and one INSERT for each message, then the room is told. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
pool.on('error', () => process.exit(0));
await pool.query(
  'CREATE TABLE IF NOT EXISTS naive_messages (id bigserial PRIMARY KEY, room text, sent text, at timestamptz DEFAULT now())',
);
const http = createServer();
const io = new Server(http, {
  path: '/socket',
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
});
io.on('connection', (socket) => {
  void socket.join((socket.handshake.auth as { rooms: string[] }).rooms);
  socket.on('echo', (_data: unknown, acknowledge: (answer: unknown) => void) => acknowledge({}));
  socket.on(
    'send',
    (data: { room: string; text: string }, acknowledge: (answer: unknown) => void) => {
      void store(data.room, data.text).then((id) => {
        io.to(data.room).emit('message', { id, ...data });
        acknowledge({ ok: true });
      });
    },
  );
});
http.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
process.stdin.resume().on('end', () => process.exit(0));

async function store(room: string, text: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    'INSERT INTO naive_messages (room, sent) VALUES ($1, $2) RETURNING id',
    [room, text],
  );
  return rows[0]?.id;
}

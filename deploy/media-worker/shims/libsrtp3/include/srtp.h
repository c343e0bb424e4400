// libsrtp 3 as the worker calls it, on top of the distribution's libsrtp 2.
// Version 3 reads one buffer and writes another with its size checked; version 2 works in place
// and trusts the caller to leave room for the trailer.
#pragma once

#include <srtp2/srtp.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

#ifndef SRTP_MAX_SRTCP_TRAILER_LEN
// An SRTCP trailer carries the 31-bit index and the E flag besides what an SRTP trailer has.
#define SRTP_MAX_SRTCP_TRAILER_LEN (SRTP_MAX_TRAILER_LEN + 4)
#endif

// Errors that only version 3 knows, with its numbers.
#define srtp_err_status_buffer_small static_cast<srtp_err_status_t>(28)
#define srtp_err_status_cryptex_err static_cast<srtp_err_status_t>(29)

namespace srtp2_shim {

using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

inline srtp_err_status_t run(InPlace call, srtp_t session, const uint8_t* from, size_t fromSize,
                             uint8_t* to, size_t* toSize, size_t trailerSize) {
  if (*toSize < fromSize + trailerSize) return srtp_err_status_buffer_small;
  if (from != to) std::memmove(to, from, fromSize);
  int size = static_cast<int>(fromSize);
  const srtp_err_status_t status = call(session, to, &size);
  if (status == srtp_err_status_ok) *toSize = static_cast<size_t>(size);
  return status;
}

}  // namespace srtp2_shim

inline srtp_err_status_t srtp_protect(srtp_t session, const uint8_t* rtp, size_t rtpSize,
                                      uint8_t* srtp, size_t* srtpSize, size_t /*mkiIndex*/) {
  const srtp2_shim::InPlace call = ::srtp_protect;
  return srtp2_shim::run(call, session, rtp, rtpSize, srtp, srtpSize, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect(srtp_t session, const uint8_t* srtp, size_t srtpSize,
                                        uint8_t* rtp, size_t* rtpSize) {
  const srtp2_shim::InPlace call = ::srtp_unprotect;
  return srtp2_shim::run(call, session, srtp, srtpSize, rtp, rtpSize, 0);
}

inline srtp_err_status_t srtp_protect_rtcp(srtp_t session, const uint8_t* rtcp, size_t rtcpSize,
                                           uint8_t* srtcp, size_t* srtcpSize, size_t /*mkiIndex*/) {
  const srtp2_shim::InPlace call = ::srtp_protect_rtcp;
  return srtp2_shim::run(call, session, rtcp, rtcpSize, srtcp, srtcpSize,
                         SRTP_MAX_SRTCP_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect_rtcp(srtp_t session, const uint8_t* srtcp,
                                             size_t srtcpSize, uint8_t* rtcp, size_t* rtcpSize) {
  const srtp2_shim::InPlace call = ::srtp_unprotect_rtcp;
  return srtp2_shim::run(call, session, srtcp, srtcpSize, rtcp, rtcpSize, 0);
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc) {
  return srtp_remove_stream(session, ssrc);
}

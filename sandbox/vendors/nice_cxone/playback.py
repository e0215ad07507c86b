"""Builds playbacks of recorded contacts from the state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sandbox.vendors.nice_cxone.contacts import CHAT, EMAIL, Segment
from sandbox.vendors.nice_cxone.media import MEDIA, recording_id, show, stage_id
from sandbox.vendors.nice_cxone.playback_models import (
    Chat,
    ChatParticipant,
    ContactPlayback,
    Email,
    EmailParticipant,
    Interaction,
    Item,
    SegmentData,
    SegmentPlayback,
    Sentiment,
    Stage,
    VoiceAndScreen,
    VoiceParticipant,
    Waveform,
)
from sandbox.vendors.nice_cxone.state import NiceCxone

_REASONS_OF_SEGMENTS = ("SEGMENT", "TRANSFER", "CONFERENCE")
"""What the answer to a segment has words for."""

_AGENT_CHANNEL, _CUSTOMER_CHANNEL = 0, 1
_WAVEFORMS = [
    Waveform(channel=_AGENT_CHANNEL, normalized_pcm_data=[0.0, 0.25, 0.0]),
    Waveform(channel=_CUSTOMER_CHANNEL, normalized_pcm_data=[0.0, 0.5, 0.0]),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a playback is asked for, and may be seen."""

    media: frozenset[str]
    """Values of `media-type`."""
    waveforms: bool
    categories: bool
    sentiments: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """What an interaction shows: every segment of one medium, or one segment."""

    segments: dict[str, Segment]
    start: str
    end: str
    acw_end: str
    items: list[SegmentData]
    is_first: bool
    is_whole: bool


class Recording:
    """A closed contact with what was recorded of it."""

    def __init__(self, state: NiceCxone, contact_id: int, files_url: str) -> None:
        self._id = contact_id
        self._contact = state.contacts[contact_id]
        self._users = state.users
        self._fields = state.tenants[self._contact.tenant_id].fields
        self.file_url = f"{files_url}/media/{contact_id}.wav"
        self._media: dict[int, dict[str, Segment]] = {}
        """Segments by id in order of start, by medium."""
        for segment_id in self._contact.segments:
            segment = state.segments[segment_id]
            if segment.media_type_id in MEDIA:
                self._media.setdefault(segment.media_type_id, {})[segment_id] = segment

    def has(self, segment_id: str | None = None) -> bool:
        """Whether anything was recorded, or that segment."""
        return any(segment_id is None or segment_id in segments for segments in self._media.values())

    @property
    def agents(self) -> set[str]:
        """User ids of who took part."""
        return {segment.user_id for segments in self._media.values() for segment in segments.values()}

    @property
    def started_at(self) -> datetime:
        """When the recording began."""
        return min(segment.started_at for segments in self._media.values() for segment in segments.values())

    @property
    def is_elevated(self) -> bool:
        """Whether it has more than one medium."""
        return len(self._media) > 1

    def shown(self, wanted: Wanted, segment_id: str | None = None) -> list[int]:
        """List the media that are asked for: of the contact, or of one segment."""
        return [
            medium
            for medium, segments in self._media.items()
            if (segment_id is None or segment_id in segments) and not wanted.media.isdisjoint(MEDIA[medium].asked_by)
        ]

    def contact_playback(self, wanted: Wanted, segment_id: str | None = None) -> ContactPlayback:
        """Show the contact, or the contact reduced to one segment."""
        return ContactPlayback(
            contact_id=recording_id(self._id, self._contact),
            acd_contact_id=str(self._id),
            elevated_interaction=self.is_elevated,
            interactions=[self._interaction(medium, wanted, segment_id) for medium in self.shown(wanted, segment_id)],
        )

    def segment_playback(self, wanted: Wanted, segment_id: str, *names: str) -> SegmentPlayback:
        """Show one segment, in a list under each of the names."""
        found = [self._interaction(medium, wanted, segment_id) for medium in self.shown(wanted, segment_id)]
        for interaction in found:
            for item in interaction.data.segments_data_list:
                if item.open_reason_type not in _REASONS_OF_SEGMENTS:
                    item.open_reason_type = "SEGMENT"
                if item.close_reason_type not in _REASONS_OF_SEGMENTS:
                    item.close_reason_type = "SEGMENT"
                item.is_customer_restricted = False
        return SegmentPlayback(
            contact_id=recording_id(self._id, self._contact),
            acd_contact_id=str(self._id),
            elevated_interaction=self.is_elevated,
            **dict.fromkeys(names, found),
        )

    # --- Interactions ---

    def _interaction(self, medium_id: int, wanted: Wanted, segment_id: str | None) -> Interaction:
        part = self._part(medium_id, segment_id)
        medium = MEDIA[medium_id]
        data = self._chat(part) if medium_id == CHAT else self._email(part) if medium_id == EMAIL else self._voice(part, wanted)
        return Interaction(
            media_type=medium.media_type,
            channel_type=medium.channel_type,
            start_time=part.start,
            end_time=part.end,
            type=medium.tag,
            data=data,
            call_tagging_list=None,
            dynamic_business_data=self._business_data(part),
        )

    def _part(self, medium: int, segment_id: str | None) -> _Part:
        every = self._media[medium]
        segments = every if segment_id is None else {segment_id: every[segment_id]}
        first = next(iter(segments))
        return _Part(
            segments,
            start=show(segments[first].started_at),
            end=show(max(map(self._end, segments.values()))),
            acw_end=show(max(map(self._acw_end, segments.values()))),
            items=[self._segment_data(known_as, segment) for known_as, segment in segments.items()],
            is_first=first == next(iter(every)),
            is_whole=segment_id is None,
        )

    def _voice(self, part: _Part, wanted: Wanted) -> VoiceAndScreen:
        contact = self._contact
        sentiments: list[Sentiment] = contact.sentiments if wanted.sentiments else []
        return VoiceAndScreen(
            start_time=part.start,
            end_time=part.end,
            acw_end_time=part.acw_end,
            file_to_play_url=self.file_url,
            video_image_url=None,
            waveform_data_list=_WAVEFORMS if wanted.waveforms else [],
            participant_data_list=self._voices(part),
            segments_data_list=part.items,
            category_matches_list=contact.categories if wanted.categories and part.is_first else [],
            sentiments=[one for one in sentiments if part.is_whole or one.get("segmentStartTime") == part.start],
            dfo_stages=None,
        )

    def _chat(self, part: _Part) -> Chat:
        names = {segment.user_id: self._name(segment.user_id) for segment in part.segments.values()}
        agents = [ChatParticipant(participant_type="AGENT", participant_name=name, screen_stages=[]) for name in names.values()]
        customer = ChatParticipant(participant_type="CUSTOMER", participant_name=self._customer, screen_stages=[])
        return Chat(
            start_time=part.start,
            end_time=part.end,
            acw_end_time=part.acw_end,
            file_to_play_url=None,
            transfer_points=[],
            participants=[*agents, customer],
            messages=self._contact.messages,
            segments_data_list=part.items,
            dfo_stages=None,
        )

    def _email(self, part: _Part) -> Email:
        contact = self._contact
        agents = [
            EmailParticipant(
                participant_type="AGENT",
                participant_name=self._name(user_id),
                actions=contact.actions if user_id == contact.user_id else [],
                screen_stages=[],
            )
            for user_id in dict.fromkeys(segment.user_id for segment in part.segments.values())
        ]
        customer = EmailParticipant(participant_type="CUSTOMER", participant_name=self._customer, actions=[], screen_stages=[])
        return Email(
            start_time=part.start,
            end_time=part.end,
            acw_end_time=part.acw_end,
            file_to_play_url=None,
            participants=[*agents, customer],
            content=contact.content,
            segments_data_list=part.items,
            dfo_stages=None,
        )

    def _business_data(self, part: _Part) -> list[Item] | None:
        """Merge the segments' values; of a field the latest segment's shows, of an inactive field none does."""
        values: dict[str, str] = {}
        for segment in part.segments.values():
            values |= segment.values
        return [Item(id=name, value=values[name]) for name, known in self._fields.items() if known.active and name in values] or None

    # --- Parts of them ---

    def _voices(self, part: _Part) -> list[VoiceParticipant]:
        voices = []
        for segment_id, segment in part.segments.items():
            start, end = show(segment.started_at), show(self._end(segment))
            stage = Stage(stage_type="ACTIVE", start_time=start, end_time=end, recording_id=stage_id(segment_id), displays=None)
            voices.append(
                VoiceParticipant(
                    participant_type="AGENT",
                    agent_name=self._name(segment.user_id),
                    participant_id=str(self._users[segment.user_id].agent_id),
                    segment_id=segment_id,
                    user_id=segment.user_id,
                    voice_stages=[stage],
                    screen_stages=[],
                    channel=_AGENT_CHANNEL,
                )
            )
        customer = VoiceParticipant(
            participant_type="CUSTOMER",
            agent_name=None,
            participant_id=self._customer_address,
            segment_id=None,
            user_id=None,
            voice_stages=[],
            screen_stages=[],
            channel=_CUSTOMER_CHANNEL,
        )
        return [*voices, customer]

    def _segment_data(self, segment_id: str, segment: Segment) -> SegmentData:
        return SegmentData(
            segment_id=segment_id,
            start_time=show(segment.started_at),
            end_time=show(self._end(segment)),
            acw_end_time=show(self._acw_end(segment)),
            open_reason_type=segment.open_reason,
            close_reason_type=segment.close_reason or "CONTACT",
            direction_type="OUTBOUND" if self._contact.is_outbound else "INBOUND",
            source=None,
            first_segment=segment_id == self._contact.segments[0],
            original_source_from_sdr="ACD",
            channel_type=MEDIA[segment.media_type_id].channel_type,
            customer_restricted=False,
        )

    def _end(self, segment: Segment) -> datetime:
        return segment.ended_at or self._contact.ended_at or segment.started_at

    def _acw_end(self, segment: Segment) -> datetime:
        return segment.acw_ended_at or self._end(segment)

    def _name(self, user_id: str) -> str:
        user = self._users[user_id]
        return user.full_name

    @property
    def _customer_address(self) -> str:
        return self._contact.to_address if self._contact.is_outbound else self._contact.from_address

    @property
    def _customer(self) -> str:
        return self._contact.customer_name or self._customer_address

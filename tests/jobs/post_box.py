"""A mail service for tests: it keeps what it took, and refuses when told."""

from dataclasses import dataclass, field

from chalicelib.notices.mailer import Mail, MailRefusedError


@dataclass
class PostBox:
    """`refuses` names the addresses (in small letters) whose mail is not taken, "*" for all."""

    refuses: set[str] = field(default_factory=set)
    taken: list[tuple[str, Mail]] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)

    def send(self, address: str, mail: Mail, reference: str) -> str:
        if self.refuses & {address, "*"}:
            raise MailRefusedError("MessageRejected")
        self.taken.append((address, mail))
        self.references[address] = reference
        return f"mail-{len(self.taken)}"

    @property
    def addresses(self) -> list[str]:
        return [address for address, _mail in self.taken]

    def to(self, address: str) -> Mail:
        """The only mail to that address."""
        (found,) = [mail for each, mail in self.taken if each == address]
        return found
